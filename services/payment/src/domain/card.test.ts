import { SANDBOX_CARDS } from '@tessera/contracts/api/payment';
import { describe, expect, test } from 'vitest';
import { assertUsable, faceOf, passesLuhn } from './card.ts';

const NOW = new Date('2026-11-20T12:00:00.000Z');
const card = (change = {}) => ({ number: '4242424242424242', expiry: '12/30', cvc: '123', ...change });

describe('A card', () => {
  test.each(Object.entries(SANDBOX_CARDS))('The sandbox card that %s is usable', (_, number) => {
    expect(() => assertUsable(card({ number }), NOW)).not.toThrow();
  });

  test.each([
    { change: { number: '4242424242424241' }, code: 'card-invalid', path: 'number' },
    { change: { number: '0000000000001' }, code: 'card-invalid', path: 'number' },
    { change: { expiry: '10/26' }, code: 'card-expired', path: 'expiry' },
    { change: { expiry: '12/25' }, code: 'card-expired', path: 'expiry' },
    { change: { expiry: '12/46' }, code: 'card-invalid', path: 'expiry' },
    { change: { cvc: '1234' }, code: 'card-invalid', path: 'cvc' },
    { change: { number: '378282246310005', cvc: '123' }, code: 'card-invalid', path: 'cvc' },
  ])('$change is refused as $code, naming $path', ({ change, code, path }) => {
    expect(() => assertUsable(card(change), NOW)).toThrow(
      expect.objectContaining({ code, errors: [expect.objectContaining({ path })] }),
    );
  });

  test('A card is good until the end of the month that it names', () => {
    expect(() => assertUsable(card({ expiry: '11/26' }), new Date('2026-11-30T23:59:59.999Z'))).not.toThrow();
    expect(() => assertUsable(card({ expiry: '11/26' }), new Date('2026-12-01T00:00:00.000Z'))).toThrow('expired');
  });

  test.each([
    ['4242424242424242', 'Visa', '4242'],
    ['5555555555554444', 'Mastercard', '4444'],
    ['2223003122003222', 'Mastercard', '3222'],
    ['378282246310005', 'American Express', '0005'],
    ['6011111111111117', 'Card', '1117'],
  ])('%s is a %s that ends in %s', (number, brand, last4) => {
    expect(passesLuhn(number)).toBe(true);
    expect(faceOf(card({ number }))).toEqual({ brand, last4 });
  });
});
