import { expect, test } from 'vitest';
import { withPage, withRemote } from './source-edits.ts';
import { wordsFor } from './words.ts';

const words = wordsFor({ name: 'gift-cards', framework: 'vue' });

test('When the list of the contract has room, then the remote is in it, on one line or on many', () => {
  const imports = "import { orders } from './fragments/orders.ts';\n";
  const added = `${imports}import { giftCards } from './fragments/gift-cards.ts';\n`;
  expect(withRemote(`${imports}\nexport const fragments = { orders };\n`, 'f.ts', words)).toBe(
    `${added}\nexport const fragments = { orders, 'gift-cards': giftCards };\n`,
  );
  expect(withRemote(`${imports}\nexport const fragments = {\n  orders,\n};\n`, 'f.ts', words)).toBe(
    `${added}\nexport const fragments = {\n  orders, 'gift-cards': giftCards };\n`,
  );
});

test.each([
  ["import { orders } from './fragments/orders.ts';\nexport const fragments = collect(orders);\n", 'exactly once'],
  ['export const fragments = { orders };\n', 'one block of imports'],
  ["import { giftCards } from './x.ts';\nexport const fragments = { giftCards };\n", 'has "giftCards" already'],
])('When the list is %j, then nothing is guessed', (source, message) => {
  expect(() => withRemote(source, 'f.ts', words)).toThrow(message);
});

test('When only a comment has the word, then it is free', () => {
  const source =
    "import { orders } from './fragments/orders.ts';\n\n/** giftCards */\nexport const fragments = { orders };\n";
  expect(withRemote(source, 'f.ts', words)).toContain("{ orders, 'gift-cards': giftCards }");
});

test('When the table of pages has room, then the page is its last', () => {
  const table = "const pages: Record<string, () => Page> = {\n  '/': () => home,\n};\n\nconst other = {\n};\n";
  expect(withPage(table, 't.ts', words)).toBe(
    `const pages: Record<string, () => Page> = {\n  '/': () => home,\n  '/gift-cards': () => ({ title: 'Gift cards', sections: [place('gift-cards/welcome', { title: 'Gift cards' }, 'visible')] }),\n};\n\nconst other = {\n};\n`,
  );
});

test('When the table has the path already or is another, then nothing is guessed', () => {
  expect(() => withPage("const pages: Record<A, B> = {\n  '/gift-cards': x,\n};\n", 't.ts', words)).toThrow(
    'has a page /gift-cards already',
  );
  expect(() => withPage('const pages = readPages();\n', 't.ts', words)).toThrow('does not look as expected');
});
