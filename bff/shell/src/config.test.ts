import { expect, test } from 'vitest';
import { loadConfig } from './config.ts';

test('When production lacks its addresses and its secret, then every one is named at once', () => {
  const load = () => loadConfig({ NODE_ENV: 'production', PORT: 'abc' });
  for (const name of ['PORT', 'SESSION_SECRET', 'USER_SERVICE_URL', 'CART_SERVICE_URL', 'SHELL_URL', 'PUBLIC_ORIGIN']) {
    expect(load).toThrow(name);
  }
});

test('When the public origin is https, then cookies are for https alone', () => {
  const SESSION_SECRET = 'x'.repeat(32);
  expect(loadConfig({ SESSION_SECRET }).secureCookies).toBe(false);
  expect(loadConfig({ SESSION_SECRET, PUBLIC_ORIGIN: 'https://shop.example' }).secureCookies).toBe(true);
});

test('When a team adds a BFF, then its address makes it a part of the shop', () => {
  const SESSION_SECRET = 'x'.repeat(32);
  const { parts } = loadConfig({
    SESSION_SECRET,
    BFF_SHELL_URL: 'http://127.0.0.1:4100',
    BFF_ORDERS_URL: 'http://127.0.0.1:4102',
    BFF_GIFT_CARDS_URL: 'http://127.0.0.1:4104',
    BFF_OFF_URL: '',
  });
  expect(Object.keys(parts).filter((part) => part.startsWith('bff-'))).toEqual(['bff-orders', 'bff-gift-cards']);
  expect(parts['bff-gift-cards']).toBe('http://127.0.0.1:4104');
  expect(() => loadConfig({ SESSION_SECRET, BFF_GIFT_CARDS_URL: 'somewhere' })).toThrow('BFF_GIFT_CARDS_URL');
});
