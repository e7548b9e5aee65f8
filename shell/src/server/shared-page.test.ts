import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { findPage } from '../page-table.ts';
import { createCookieJar } from './cookie-jar.ts';
import { isForEveryStranger } from './shared-page.ts';

const composed = (path: string, cookie?: string) => ({
  layout: findPage(path),
  partial: false,
  status: 200,
  req: { headers: cookie ? { cookie } : {} } as IncomingMessage,
  cookies: createCookieJar(cookie),
  context: {},
  filled: [{ slots: { m0: { outcome: 'rendered' } } }] as const,
});

test('When a stranger looks at goods, then others may be shown the same', () => {
  for (const path of ['/', '/products', '/products/lamp']) expect(isForEveryStranger(composed(path))).toBe(true);
});

test('When a page is about one shopper, then it is theirs alone', () => {
  const own = ['/cart', '/checkout', '/checkout/verify/1', '/orders', '/orders/1?access=token', '/account', '/none'];
  for (const path of own) expect(isForEveryStranger(composed(path))).toBe(false);
});

test('When somebody is known, is to be remembered, or gets a makeshift, then nobody else is shown it', () => {
  const page = composed('/products');
  const remembering = createCookieJar();
  remembering.set('tessera_bucket=x; Path=/');
  expect(isForEveryStranger(composed('/products', 'tessera_session=x'))).toBe(false);
  expect(isForEveryStranger({ ...page, cookies: remembering })).toBe(false);
  expect(isForEveryStranger({ ...page, partial: true })).toBe(false);
  expect(isForEveryStranger({ ...page, status: 404 })).toBe(false);
  expect(isForEveryStranger({ ...page, context: { missing: true } })).toBe(false);
  expect(isForEveryStranger({ ...page, filled: [{ slots: { m0: { outcome: 'late' } } }] })).toBe(false);
});
