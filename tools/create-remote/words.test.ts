import { expect, test } from 'vitest';
import { wordsFor } from './words.ts';

test('When a name has hyphens, then each language gets a word that it takes', () => {
  expect(wordsFor({ name: 'gift-cards', framework: 'react' })).toEqual({
    __remote__: 'gift-cards',
    __remoteId__: 'giftCards',
    __Remote__: 'Gift cards',
    __team__: 'Gift cards',
    __ext__: 'tsx',
  });
  expect(wordsFor({ name: 'gifts', framework: 'vue', team: 'Presents & more' }).__team__).toBe('Presents & more');
});

test('When a name has digits, then they stay', () => {
  expect(wordsFor({ name: 'top-10-gifts2', framework: 'vue' })).toMatchObject({
    __remote__: 'top-10-gifts2',
    __remoteId__: 'top10Gifts2',
    __Remote__: 'Top 10 gifts2',
  });
});

test.each(['', 'Gifts', 'gift_cards', '../gifts', '7up', 'gifts-', 'gift--cards', "gifts'", 'g'.repeat(32)])(
  'When "%s" is to be a name, then it is said what can be one',
  (name) => {
    expect(() => wordsFor({ name, framework: 'vue' })).toThrow('lower-case letters, digits and single hyphens');
  },
);

test('When a name is a word of JavaScript or a property of the window, then another is asked for', () => {
  for (const name of ['new', 'class', 'await', 'history', 'status']) {
    expect(() => wordsFor({ name, framework: 'vue' })).toThrow(`such as "${name}-page"`);
  }
});

test('When a team’s name would break out of its string, then it is refused', () => {
  for (const team of ["Gifts'", 'Gifts\n', '', '<b>', '`${x}`'])
    expect(() => wordsFor({ name: 'gifts', framework: 'vue', team })).toThrow("can't be a team's name");
});
