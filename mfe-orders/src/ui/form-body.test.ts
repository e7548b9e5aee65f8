import { expect, test } from 'vitest';
import { nest } from './form-body.ts';

test('when names are dotted, then their values are nested', () => {
  expect(
    nest([
      ['email', 'ada@tessera.test'],
      ['card.number', '4242'],
      ['card.cvc', '123'],
    ]),
  ).toEqual({ email: 'ada@tessera.test', card: { number: '4242', cvc: '123' } });
});
