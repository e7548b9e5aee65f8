import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { isSigned, parseOverride } from '@tessera/contracts/remote/override';
import { temporaryFolder } from '@tessera/testing/temporary-folder';
import { expect, test } from 'vitest';
import { builtRelease, registryIn } from './built-release.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** The command as a process of its own. */
async function release(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], {
    env: { PATH: process.env.PATH, ...env },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, error, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, error, code };
}

test('When a team ships, then publish, canary, promote, rollback and list tell one story', async () => {
  const folder = await temporaryFolder();
  const run = (...args: string[]) => release([...args, '--to-folder', folder]);
  const built = (version: string) => builtRelease({ version });

  expect((await run('publish', await built('1.0.0-a'))).out).toBe('catalog 1.0.0-a is live.\n');
  expect((await run('publish', await built('1.0.0-b'), '--canary', '10')).out).toContain(
    'the canary for 10 % of shoppers; 1.0.0-a stays stable',
  );
  const { out } = await run('list');
  expect(out).toMatch(/catalog +stable +1\.0\.0-a +90 % +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(0 min\)\n/);
  expect(out).toMatch(/ +canary +1\.0\.0-b +10 %/);
  expect((await run('promote', 'mfe-catalog')).out).toContain('1.0.0-b is live for everyone; before it was 1.0.0-a');
  expect((await run('rollback', 'catalog')).out).toContain('back on 1.0.0-a; before it was 1.0.0-b');
  expect((await run('rollback', 'catalog', '--to', '1.0.0-b')).out).toContain('back on 1.0.0-b');
  expect(JSON.parse((await run('list', 'catalog', '--json')).out)).toMatchObject([
    {
      remote: 'catalog',
      stable: { version: '1.0.0-b' },
      history: [{ action: 'rollback' }, { action: 'rollback' }, {}, {}, {}],
    },
  ]);
}, 30_000);

test('When several processes publish at once, then none is lost and a version is taken once', async () => {
  const folder = await temporaryFolder();
  const versions = ['1.0.0-a', '1.0.0-b', '1.0.0-c'];
  const all = ['catalog', 'orders'].flatMap((name) => versions.map((version) => ({ name, version })));
  const folders = await Promise.all([...all, { name: 'catalog', version: '1.0.0-a' }].map(builtRelease));

  const ends = await Promise.all(folders.map((from) => release(['publish', from, '--to-folder', folder])));

  expect(ends.filter(({ code }) => code === 0)).toHaveLength(all.length);
  const { remotes } = await registryIn(folder);
  for (const name of ['catalog', 'orders']) {
    expect(Object.keys(remotes[name]?.releases ?? {}).sort()).toEqual(versions);
    expect(remotes[name]?.history).toHaveLength(versions.length);
  }
}, 60_000);

test.each([
  [[], 2, 'Which command?'],
  [['ship'], 2, 'There is no command ship'],
  [['promote'], 2, 'Name the remote'],
  [['publish', 'a', 'b'], 2, 'One remote or folder at a time'],
  [['publish', 'catalog', '--canary', '101'], 2, '--canary is a whole number from 0 to 100; it is "101"'],
  [['promote', 'catalog', '--weight', '5'], 2, "Unknown option '--weight'"],
  [['override', 'catalog'], 2, 'not of the form <remote>@<origin|version>'],
  [['override', 'catalog@http://'], 2, 'is not an origin'],
  [['override', 'catalog@https://branch.example/a?b=c'], 2, 'is not an origin'],
  [['override', 'catalog@https://me:secret@branch.example'], 2, 'is not an origin'],
  [['list', '--to-folder', ''], 2, 'Say which folder'],
  [['publish', 'nothing'], 1, 'There is no remote nothing; there are catalog'],
  [['rollback', 'catalog'], 1, 'No release of catalog was ever published here'],
  [['rollback', 'constructor'], 1, 'No release of constructor was ever published here'],
  [['list', 'constructor'], 1, 'No release of constructor was ever published here'],
  [['override', 'nothing@1.0.0'], 1, 'There is no remote nothing'],
  [['override', 'constructor@1.0.0'], 1, 'There is no remote constructor'],
  [['override', 'catalog@1.0.0'], 1, 'catalog 1.0.0 is not in the registry'],
])('When the command is %j, then the exit code is %i and it says why', async (args, code, reason) => {
  const ended = await release(args, { DATA_DIR: await temporaryFolder() });
  expect(ended.error).toContain(reason);
  expect(ended.error).not.toMatch(/^\s+at /m);
  expect(ended.code).toBe(code);
});

test('When the folder can’t be written, then it says so in one line', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'catalog/1.0.0-a/other'), { recursive: true });

  const ended = await release(['publish', await builtRelease(), '--to-folder', folder]);

  expect(ended).toMatchObject({ code: 1, error: expect.stringMatching(/^ENOTEMPTY: .*catalog\/1\.0\.0-a'\n$/) });
});

test('When help is asked for, then there it is', async () => {
  for (const args of [['help'], ['publish', '--help']]) {
    expect(await release(args)).toMatchObject({
      code: 0,
      out: expect.stringContaining('rollback <remote>'),
      error: '',
    });
  }
});

test('When an override is asked for, then the query is printed, and signed where there is a secret', async () => {
  const open = await release(['override', 'mfe-catalog@http://localhost:3101/faults/slow']);
  expect(open.out).toBe('?remote=catalog@http://localhost:3101/faults/slow\n');

  const secret = 'the secret of this shop';
  const signed = await release(['override', 'catalog@https://branch.example', '--hours', '1'], {
    REMOTE_OVERRIDES_SECRET: secret,
  });
  const override = parseOverride(new URLSearchParams(signed.out.trim()).get('remote') ?? '');
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  expect(override && isSigned(override, secret, inMinutes(59))).toBe(true);
  expect(override && isSigned(override, secret, inMinutes(61))).toBe(false);
});
