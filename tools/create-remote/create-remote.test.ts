import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../embedded/test/temporary-folder.ts';
import { createRemote } from './create-remote.ts';

const LIST = 'packages/contracts/src/remote/fragments.ts';
const TABLE = 'shell/src/page-table.ts';
const list = "import { orders } from './fragments/orders.ts';\n\nexport const fragments = { orders };\n";
const table = "const pages: Record<string, Page> = {\n  '/': home,\n  '/cart': cart,\n};\n";

let root: string;
beforeEach(() => {
  root = temporaryFolder();
  put(LIST, list);
  put(TABLE, table);
  put('shell/src/pages/sign-in.tsx', '');
});
const put = (file: string, content: string) => {
  mkdirSync(path.join(root, file, '..'), { recursive: true });
  writeFileSync(path.join(root, file), content);
};
const contentOf = (file: string) => readFileSync(path.join(root, file), 'utf8');
const create = (name = 'gift-cards') => createRemote({ root, name, framework: 'svelte' });

test('When a remote is created, then nothing but its own files, the list and the table change', () => {
  const { written, edited } = create();

  expect(edited).toEqual([LIST, TABLE]);
  const rooms = written.map((file) => /^(mfe-gift-cards|bff\/gift-cards|packages\/contracts\/src)\//.exec(file)?.[1]);
  expect(new Set(rooms)).toEqual(new Set(['mfe-gift-cards', 'bff/gift-cards', 'packages/contracts/src']));
  for (const file of [...written, ...edited]) expect(contentOf(file), file).not.toMatch(/__(re|Re|te|ext)[A-Za-z]*__/);
});

test('When a framework adds to the package, then what all remotes have stays', () => {
  create();

  expect(JSON.parse(contentOf('mfe-gift-cards/package.json'))).toMatchObject({
    name: '@tessera/mfe-gift-cards',
    scripts: { build: 'rsbuild build', types: expect.stringContaining('svelte-check') },
    dependencies: { '@tessera/remote-kit': '*', svelte: expect.any(String) },
  });
});

test.each([
  ['its folder', 'mfe-gift-cards/package.json', 'mfe-gift-cards/ exists already'],
  ['the folder of its BFF', 'bff/gift-cards/package.json', 'bff/gift-cards/ exists already'],
  [
    'its contract',
    'packages/contracts/src/bff/gift-cards.ts',
    'packages/contracts/src/bff/gift-cards.ts exists already',
  ],
])('When %s is there already, then nothing is written', (_, file, message) => {
  put(file, '');

  expect(() => create()).toThrow(message);
  expect([contentOf(LIST), contentOf(TABLE)]).toEqual([list, table]);
  expect(existsSync(path.join(root, 'mfe-gift-cards/rsbuild.config.ts'))).toBe(false);
});

test.each(['cart', 'sign-in', 'api', 'remotes'])(
  'When /%s is the shop’s own path, then another name is asked for',
  (name) => {
    expect(() => create(name)).toThrow('choose another name');
  },
);

test('When the table is not there, then it is said where to be', () => {
  rmSync(path.join(root, TABLE));

  expect(() => create()).toThrow('is this a checkout of Tessera?');
  expect(contentOf(LIST)).toBe(list);
});

test('When writing breaks off, then it is said what was written, and nothing is wired up', () => {
  writeFileSync(path.join(root, 'bff'), 'a file where a folder should be');

  expect(() => create()).toThrow(/bff\/gift-cards\/.* could not be written: [^]*for you to remove:[^]*mfe-gift-cards/);
  expect([contentOf(LIST), contentOf(TABLE)]).toEqual([list, table]);
});
