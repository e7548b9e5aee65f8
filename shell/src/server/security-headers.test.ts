import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './security-headers.ts';

test('When a page has its policy, then the nonce is in it twice, as the gateway expects that gives each visitor another', () => {
  expect(contentSecurityPolicy('a+b/c==').split("'nonce-a+b/c=='")).toHaveLength(3);
});
