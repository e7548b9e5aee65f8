import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Release } from '@tessera/contracts/remote/release';
import { temporaryFolder } from '@tessera/testing/temporary-folder';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { checkRelease } from './check-release.ts';
import { evaluateContainer } from './evaluate-container.ts';
import { builtRelease, rewrite } from './test/built-release.ts';

const check = async (change: (release: Release) => Partial<Release>, contract?: Parameters<typeof checkRelease>[2]) => {
  const folder = await builtRelease();
  return checkRelease(folder, await rewrite(folder, change), contract);
};

test('When a release is as the contract asks, then nothing speaks against it', async () => {
  await check(() => ({}));
});

test.each<[string, (release: Release) => Partial<Release>, string]>([
  ['was built for another contract', () => ({ contract: 99 }), 'built for contract 99; this shop speaks 1'],
  ['was built for another state', () => ({ state: 7 }), 'built for shared state 7; this shop has 1'],
  ['is of a remote that every object has', () => ({ name: 'constructor' }), 'the contract knows no constructor'],
  ['is of an unknown remote', () => ({ name: 'unknown' }), 'the contract knows no unknown'],
  [
    'lacks a fragment',
    ({ fragments: { recommendations: _, ...others } }) => ({ fragments: others }),
    'the fragment catalog/recommendations is missing',
  ],
  [
    'has an entry without a hash',
    ({ web }) => ({ web: { ...web, entry: 'other.js' } }),
    'other.js has no hash in release.json',
  ],
  [
    'has an entry that every object has',
    ({ web }) => ({ web: { ...web, entry: 'constructor' } }),
    'constructor has no hash in release.json',
  ],
  [
    'lists what is not there',
    ({ integrity }) => ({ integrity: { ...integrity, 'gone.js': integrity['remoteEntry.js'] as string } }),
    'gone.js is missing',
  ],
  [
    'lists a file by another hash',
    ({ integrity }) => ({ integrity: { ...integrity, 'remoteEntry.js': integrity['static/css/a.css'] as string } }),
    'remoteEntry.js is not what the build described',
  ],
])('When a release %s, then that is the reason to refuse it', async (_what, change, reason) => {
  await expect(check(change)).rejects.toThrow(reason);
});

test('When the contract gives other props than the release takes, then fragment, property and types are named', async () => {
  const catalog = { 'product-page': z.object({ slug: z.int(), tone: z.string() }) };
  await expect(check(() => ({}), { catalog })).rejects.toThrow(
    'catalog/product-page: props.slug is integer in the contract; the release takes string',
  );
});

test('When several things are wrong, then all are named at once', async () => {
  const wrong = check(() => ({ contract: 99, state: 7, fragments: {} }));
  await expect(wrong).rejects.toThrow(/catalog 1\.0\.0-a is refused:\n {2}- .*state 7[^]*contract 99[^]*product-list/);
});

test('When a file is there that release.json does not list, then it is refused', async () => {
  const folder = await builtRelease();
  for (const path of ['static/extra.js', 'constructor']) await writeFile(join(folder, path), 'stolen()');
  const refused = checkRelease(folder, await rewrite(folder, () => ({})));
  await expect(refused).rejects.toThrow('static/extra.js is not listed in release.json');
  await expect(refused).rejects.toThrow('constructor is not listed in release.json');
});

test('When a file has the name of another one’s compressed sibling, then it is refused', async () => {
  const files = { 'remoteEntry.js.br': 'not what remoteEntry.js is' };
  const folder = await builtRelease({ files });
  const refused = checkRelease(folder, await rewrite(folder, () => ({})));
  await expect(refused).rejects.toThrow('remoteEntry.js.br has a name that publishing gives to compressed files');
});

test('When a stylesheet reaches the whole page, then its rules are named', async () => {
  const folder = await builtRelease({
    files: { 'static/css/a.css': '* { color: red } @keyframes spin {} .a {} .b {} .c {}' },
  });
  const refused = checkRelease(folder, await rewrite(folder, () => ({})));
  await expect(refused).rejects.toThrow(/static\/css\/a\.css: .*"spin"/);
  await expect(refused).rejects.toThrow(/static\/css\/a\.css: "\*" stands outside @scope/);
  await expect(refused).rejects.toThrow('static/css/a.css: and 2 more');
});

test.each([
  ['throws', 'throw new Error("no window here")', 'no window here'],
  ['is no program', 'exports = {', 'Unexpected token'],
  ['offers no render', 'module.exports = { init() {}, get: async () => () => ({}) }', 'exports no function "render"'],
  ['ends its process', 'process.exit(0)', 'ends the process'],
  ['asks for a package', 'require("left-pad")', 'left-pad, which is not a module of Node'],
  ['never ends', 'for (;;);', 'did not load within 0.5 s'],
  [
    'never answers',
    'module.exports = { init() {}, get: () => new Promise(() => setInterval(() => {}, 9)) }',
    'did not load',
  ],
])('When a server container %s, then it is told', async (_what, code, reason) => {
  const path = join(await temporaryFolder(), 'container.cjs');
  await writeFile(path, code);
  await expect(evaluateContainer(path, 500)).rejects.toThrow(reason);
});
