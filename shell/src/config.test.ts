import { expect, it } from 'vitest';
import { loadConfig } from './config.ts';

it('When several variables are wrong, then one error names them all', () => {
  const load = () => loadConfig({ NODE_ENV: 'test', BFF_SHELL_URL: 'nowhere', FRAGMENT_DEADLINE_MS: '-1' });
  expect(load).toThrow(/BFF_SHELL_URL/);
  expect(load).toThrow(/FRAGMENT_DEADLINE_MS/);
});

it('When a team adds a BFF, then its address comes from its own variable', () => {
  const config = loadConfig({ NODE_ENV: 'test', BFF_GIFT_CARDS_URL: 'http://127.0.0.1:4109' });
  expect(config.bffUrl('gift-cards')).toBe('http://127.0.0.1:4109');
  expect(config.bffUrl('catalog')).toBe('http://127.0.0.1:4101');
  expect(config.bffUrl('unknown')).toBeUndefined();
});

it('When overrides are to be signed and there is no good secret, then the shell does not start', () => {
  const load = (env: Record<string, string>) => () =>
    loadConfig({ NODE_ENV: 'test', REMOTE_OVERRIDES: 'signed', ...env });
  expect(load({})).toThrow(/REMOTE_OVERRIDES_SECRET.*32 characters/);
  expect(load({ REMOTE_OVERRIDES_SECRET: 'short' })).toThrow(/REMOTE_OVERRIDES_SECRET.*32 characters/);
  expect(load({ REMOTE_OVERRIDES_SECRET: 'x'.repeat(32) })().overrides.mode).toBe('signed');
});
