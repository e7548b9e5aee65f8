import { signOverride } from '@tessera/contracts/remote/override';
import { describe, expect, it } from 'vitest';
import { createCookieJar } from './cookie-jar.ts';
import { changeOverrides, type OverrideChange, readOverrides } from './overrides.ts';

const open = { mode: 'open' } as const;
const secret = 'a secret of more than 32 characters';
const signed = { mode: 'signed', secret } as const;
/** What the next request would have. */
const kept = (change: OverrideChange | undefined, policy: typeof open | typeof signed = open) =>
  change?.kind === 'changed' ? readOverrides(createCookieJar(change.cookie.split(';')[0]), policy) : [];

describe('?remote=', () => {
  it('When a page is asked for with overrides, then they are kept and the url is clean', () => {
    const url = '/products?sort=price&remote=catalog@http://localhost:3101&remote=orders@1.2.3';
    const change = changeOverrides(url, [], open);
    expect(change).toMatchObject({ kind: 'changed', destination: '/products?sort=price' });
    expect(kept(change)).toEqual([
      { remote: 'catalog', target: 'http://localhost:3101' },
      { remote: 'orders', target: '1.2.3' },
    ]);
  });

  it('When one is taken back, or all are, then they are gone', () => {
    const current = [
      { remote: 'catalog', target: '1.0.0' },
      { remote: 'orders', target: '2.0.0' },
    ];
    expect(kept(changeOverrides('/?remote=catalog', current, open))).toEqual([current[1]]);
    expect(changeOverrides('/?remote=', current, open)).toMatchObject({
      destination: '/',
      cookie: expect.stringContaining('Max-Age=0'),
    });
  });

  it('When the url begins with two slashes, then it still leads to this shop', () => {
    expect(changeOverrides('//evil.example/?remote=', [], open)).toMatchObject({ destination: '/' });
  });

  it.each([
    ['catalog@', 'no remote and target'],
    ['catalog@latest', 'neither a version nor'],
    ['catalog@ftp://localhost', 'neither a version nor'],
    ['catalog@http://evil.example', 'on this machine'],
    ['catalog@http://localhost.evil.example:3101', 'on this machine'],
    ['catalog@http://me:pass@localhost:3101', 'plain'],
    ['catalog@http://localhost:3101?x=1', 'plain'],
  ])('When it says %s, then that is refused with a reason', (text, reason) => {
    expect(changeOverrides(`/?remote=${encodeURIComponent(text)}`, [], open)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining(reason),
    });
  });

  it('When overrides are off, then nobody listens', () => {
    const off = { mode: 'off' } as const;
    expect(changeOverrides('/?remote=catalog@1.0.0', [], off)).toBeUndefined();
    expect(readOverrides(createCookieJar('tessera_overrides=catalog%401.0.0'), off)).toEqual([]);
  });

  it('When a cookie was written by hand, then what is not allowed in it does not count', () => {
    const cookie = `tessera_overrides=${encodeURIComponent('catalog@http://evil.example,orders@1.0.0,%,x')}`;
    expect(readOverrides(createCookieJar(cookie), open)).toEqual([{ remote: 'orders', target: '1.0.0' }]);
    expect(readOverrides(createCookieJar('tessera_overrides=%E0%A4%A'), open)).toEqual([]);
  });
});

describe('signed overrides', () => {
  const override = { remote: 'catalog', target: 'https://branch.example/catalog' };
  const until = (ms: number) => signOverride(override, secret, new Date(Date.now() + ms));
  const url = ({ signature = '' }, target = override.target) =>
    `/?remote=${encodeURIComponent(`catalog@${target}~${signature}`)}`;

  it('When the shop’s secret signed it, then any origin is allowed until it expires', () => {
    expect(kept(changeOverrides(url(until(60_000)), [], signed), signed)).toMatchObject([override]);
    expect(changeOverrides(url(until(-60_000)), [], signed)).toMatchObject({ kind: 'refused' });
  });

  it.each([
    ['has no signature', '/?remote=catalog@1.0.0'],
    ['has that of another target', url(until(60_000), 'https://evil.example')],
  ])('When it %s, then it is refused', (_, asked) => {
    expect(changeOverrides(asked, [], signed)).toMatchObject({ kind: 'refused' });
  });
});
