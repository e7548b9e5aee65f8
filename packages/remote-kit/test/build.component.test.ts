import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Release } from '@tessera/contracts/remote/release';
import { expect, test } from 'vitest';
import { unscopedRules } from '../src/scoped-styles.ts';
import { copyRemote } from './fixture-remote.ts';

const SLOW = 60_000;

async function builtFolder(root: string): Promise<string> {
  const [version = ''] = await readdir(join(root, 'dist'));
  return join(root, 'dist', version);
}

test('When a remote is built, its release is whole and its styles are scoped', { timeout: SLOW }, async () => {
  const remote = await copyRemote();

  const { code, output } = await remote.build();

  expect(output).not.toContain('error');
  expect(code).toBe(0);
  const folder = await builtFolder(remote.root);
  const release: Release = JSON.parse(await readFile(join(folder, 'release.json'), 'utf8'));
  expect(release).toMatchObject({ name: 'dashboard', node: { entry: 'node/remoteEntry.cjs' } });
  expect(release.web.css).toHaveLength(1);
  const css = await readFile(join(folder, release.web.css[0] as string), 'utf8');
  expect(css).toContain('@scope');
  expect(unscopedRules(css, 'dashboard')).toEqual([]);
});

test.each<[string, string, string, string, string]>([
  ['is over its budget', 'budget.json', '20000', '1000', 'The release is over its budget'],
  [
    'defines what is the whole page’s',
    'src/style.css',
    '.dashboard-hello',
    '@keyframes appear { from { opacity: 0 } }\n.x',
    'dashboard-appear',
  ],
  [
    'breaks its contract',
    'src/server.ts',
    'html: greet(screen.name)',
    "html: ''",
    'account, state "loaded": its HTML is empty',
  ],
  [
    'lacks a state',
    'src/dev.ts',
    "'notification-badge': { loaded: { props: {} } }",
    "'notification-badge': {}",
    'dashboard/notification-badge has no state',
  ],
  [
    'asks for a package on the server',
    'src/server.ts',
    'import { greet }',
    "const zlob = eval('require')('zlob');\nimport { greet }",
    'zlob',
  ],
])(
  'When a remote %s, the build fails, says so and leaves no release',
  { timeout: SLOW },
  async (_, file, from, to, message) => {
    const remote = await copyRemote();
    await remote.change(file, from, to);

    const { code, output } = await remote.build();

    expect(code).not.toBe(0);
    expect(output).toContain(message);
    const dist = join(remote.root, 'dist');
    if (existsSync(dist)) expect(existsSync(join(await builtFolder(remote.root), 'release.json'))).toBe(false);
  },
);

test('When a remote has no budget, the build fails and says what to write', { timeout: SLOW }, async () => {
  const remote = await copyRemote();
  await rm(join(remote.root, 'budget.json'));

  const { code, output } = await remote.build();

  expect(code).not.toBe(0);
  expect(output).toMatch(/budget\.json is missing[^]*{"script":\d+,"css":\d+}/);
});
