import { expect, test } from 'vitest';
import { countOf, textOf } from './query.ts';

test.each([
  ['3', 3],
  ['900', 50],
  ['0', 1],
  ['-2', 1],
  ['1e3', 1],
  ['2.5', 1],
  [' 2', 1],
  ['९', 1],
  ['9'.repeat(400), 50],
  ['', 1],
  [undefined, 1],
  [['4', '5'], 4],
  [{ a: '1' }, 1],
])('A count of %o is %i', (value, count) => {
  expect(countOf(value, 1, 50)).toBe(count);
});

test('Text is the first of its name, and nothing when it is empty', () => {
  expect([textOf('a'), textOf(['b', 'c']), textOf(''), textOf(undefined)]).toEqual(['a', 'b', undefined, undefined]);
});
