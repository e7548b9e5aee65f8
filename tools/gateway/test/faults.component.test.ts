import { writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Registry, type Release, registry, release } from '@tessera/contracts/remote/release';
import { loadContainer } from '@tessera/remote-kit/load-container';
import { sha384 } from '@tessera/remote-kit/write-release';
import { temporaryFolder } from '@tessera/testing/temporary-folder';
import { beforeEach, describe, expect, test } from 'vitest';
import { evaluateContainer } from '../../release/evaluate-container.ts';
import { publishRelease } from '../../release/publish.ts';
import { builtRelease } from '../../release/test/built-release.ts';
import { FAULTS, type Fault } from '../faults/kinds.ts';
import { echo, openGateway } from './stub-upstream.ts';

let remotesFolder: string;
let origin: string;
beforeEach(async () => {
  remotesFolder = await temporaryFolder();
  await publish('1.0.0-a');
  ({ origin } = await openGateway({ shell: echo }, { remotesFolder }));
});

const publish = async (version: string) => {
  const files = { 'static/js/chunk.js': `chunk of ${version}` };
  await publishRelease({ from: await builtRelease({ version, files }), to: remotesFolder });
};
const ask = (fault: string, path: string) => fetch(`${origin}/faults/${fault}/remotes/${path}`);

/** What a shell would learn that has the override `catalog@<origin>/faults/<fault>`. */
async function released(fault: Fault) {
  const live: Registry = registry.parse(await (await ask(fault, 'registry.json')).json());
  const version = live.remotes.catalog?.stable ?? '';
  const manifest = await (await ask(fault, `catalog/${version}/release.json`)).text();
  const described: Release = release.parse(JSON.parse(manifest));
  const file = (path: string) => ask(fault, `catalog/${version}/${path}`);
  return { version, described, file, vouched: live.remotes.catalog?.releases[version] === sha384(manifest) };
}
const container = async ({ file, described }: Awaited<ReturnType<typeof released>>) =>
  (await file(described.node.entry)).text();

describe('The fault mirror', () => {
  const answering = (Object.keys(FAULTS) as Fault[]).filter((fault) => fault !== 'dead' && fault !== 'slow');

  test.each(answering)(
    'When a browser has the fault %s, then its registry vouches for a release of that name',
    async (fault) => {
      const { version, described, vouched } = await released(fault);
      expect(version).toBe(`1.0.0-a-${fault}`);
      expect(described).toMatchObject({ name: 'catalog', version, contract: fault === 'wrong-contract' ? 99 : 1 });
      expect(vouched).toBe(true);
    },
  );

  test.each(answering.filter((fault) => fault !== 'tampered' && fault !== 'missing-chunk'))(
    'When the fault is %s, then every file is what its hash says, and the browser’s are as good as ever',
    async (fault) => {
      const { described, file } = await released(fault);
      for (const [path, hash] of Object.entries(described.integrity)) {
        const answer = await file(path);
        expect(answer.headers.get('access-control-allow-origin')).toBe('*');
        expect(sha384(await answer.text())).toBe(hash);
      }
      expect(await (await file('static/js/chunk.js')).text()).toBe('chunk of 1.0.0-a');
    },
  );

  test('When it is tampered with, then no file is what its hash says', async () => {
    const { described, file } = await released('tampered');
    for (const [path, hash] of Object.entries(described.integrity)) {
      expect(sha384(await (await file(path)).text())).not.toBe(hash);
    }
  });

  test('When chunks are missing, then server, container and styles are there and nothing else', async () => {
    const spoilt = await released('missing-chunk');
    const status = async (path: string) => (await spoilt.file(path)).status;
    expect(await Promise.all(['remoteEntry.js', 'static/css/a.css', 'node/remoteEntry.cjs'].map(status))).toEqual([
      200, 200, 200,
    ]);
    expect(await status('static/js/chunk.js')).toBe(404);
    await evaluateContainer(await saved(await container(spoilt)));
  });

  test('When it is dead, then everything is 503', async () => {
    for (const path of ['registry.json', 'catalog/1.0.0-a-dead/release.json']) {
      expect((await ask('dead', path)).status).toBe(503);
    }
  });

  test('When it is slow, then nothing comes, and whoever leaves is forgotten', async () => {
    const asked = get(`${origin}/faults/slow/remotes/registry.json`);
    const answered = new Promise((resolve) => asked.once('response', () => resolve('answered')));
    asked.on('error', () => {});
    expect(await Promise.race([answered, sleep(300, 'silent')])).toBe('silent');
    asked.destroy();
    expect((await fetch(`${origin}/`)).status).toBe(200);
  });

  test.each(['hanging', 'looping', 'throwing', 'crashing', 'wrong-status', 'leaking'] as const)(
    'When render is %s, then the container itself loads',
    async (fault) => {
      await evaluateContainer(await saved(await container(await released(fault))));
    },
  );

  test('When render throws, fails by status or never resolves, then it does', async () => {
    const render = async (fault: Fault) =>
      (await loadContainer(await saved(await container(await released(fault))))).render({} as never);
    await expect(render('throwing')).rejects.toThrow('throws in render');
    expect(await render('wrong-status')).toMatchObject({ page: { status: 500 } });
    expect(await Promise.race([render('hanging'), sleep(100, 'nothing')])).toBe('nothing');
    expect(await render('leaking')).toEqual({ html: '' });
  });

  test('When the container throws as it is loaded, then it does', async () => {
    const code = await container(await released('throwing-at-load'));
    await expect(evaluateContainer(await saved(code))).rejects.toThrow('throws when it is loaded');
  });

  test('When a new release is live, then it is spoilt at once, and a page that has the one before keeps it', async () => {
    const { file } = await released('throwing');
    await publish('1.0.0-b');
    expect((await released('throwing')).version).toBe('1.0.0-b-throwing');
    expect((await file('static/js/chunk.js')).status).toBe(200);
  });

  test.each([
    ['melting', 'registry.json', 'one of'],
    ['throwing', 'catalog/1.0.0-a/release.json', 'not a release'],
    ['throwing', 'catalog/1.0.0-x-throwing/release.json', 'not a release'],
    ['throwing', 'unknown/1.0.0-a-throwing/release.json', 'not a release'],
    ['throwing', 'catalog/1.0.0-a-throwing/other.js', 'no other.js'],
    ['throwing', 'catalog/1.0.0-a-throwing/..%2f..%2fregistry.json', 'Faults are at'],
  ])('When %s/remotes/%s is asked for, then nothing is found', async (fault, path, why) => {
    const answer = await ask(fault, path);
    expect(answer.status).toBe(404);
    expect((await answer.json()).detail).toContain(fault === 'melting' ? 'hanging, looping' : why);
  });

  test('When nothing is published yet, then it says so', async () => {
    const { origin: empty } = await openGateway({}, { remotesFolder: await temporaryFolder() });
    const answer = await fetch(`${empty}/faults/throwing/remotes/registry.json`);
    expect([answer.status, (await answer.json()).detail]).toEqual([
      404,
      expect.stringContaining('no release to be spoilt'),
    ]);
  });

  test('When the shop is for shoppers, then there are no faults', async () => {
    const shop = await openGateway({ shell: echo }, { remotesFolder, embedded: false });
    const { path } = await (await fetch(`${shop.origin}/faults/throwing/remotes/registry.json`)).json();
    expect(path).toBe('/faults/throwing/remotes/registry.json');
  });
});

async function saved(code: string): Promise<string> {
  const path = join(await temporaryFolder(), 'container.cjs');
  await writeFile(path, code);
  return path;
}
