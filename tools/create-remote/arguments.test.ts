import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';

test('When all is said, then the order is complete', () => {
  expect(readArguments(['gifts', '--framework', 'svelte', '--team', 'Gifts', '--no-install'])).toEqual({
    name: 'gifts',
    framework: 'svelte',
    team: 'Gifts',
    install: false,
  });
  expect(readArguments(['--framework=vue', 'gifts'])).toEqual({ name: 'gifts', framework: 'vue', install: true });
});

test.each([
  [[], 'Say what the new remote is called'],
  [['gifts', 'cards', '--framework', 'vue'], 'One name, please; "cards" is too much'],
  [['gifts'], 'Say which framework: --framework vue, solid, angular, react, svelte'],
  [['gifts', '--framework', 'ember'], 'There is no template for "ember": --framework vue'],
  [['gifts', '--framework'], '--framework'],
  [['gifts', '--colour', 'red'], '--colour'],
])('When it is called with %j, then it says "%s"', (argv, message) => {
  expect(() => readArguments(argv)).toThrow(message);
});
