import { expect, it } from 'vitest';
import { createCookieJar } from './cookie-jar.ts';

it('When a BFF sets a cookie, then later calls carry it and the response passes it on', () => {
  const jar = createCookieJar('session=old; theme=dark');
  jar.set('session=new; Path=/; HttpOnly');
  expect(jar.header()).toBe('session=new; theme=dark');
  expect(jar.setLines).toEqual(['session=new; Path=/; HttpOnly']);
});

it('When a BFF ends a cookie, then later calls go without it', () => {
  const jar = createCookieJar('form=1; session=a');
  jar.set('form=; Path=/; Max-Age=0');
  jar.set('session=; Expires=Thu, 01 Jan 1970 00:00:00 GMT');
  expect(jar.header()).toBe('');
  expect(jar.setLines).toHaveLength(2);
});

it('When a cookie is set twice, then the last one is passed on', () => {
  const jar = createCookieJar();
  jar.set('a=1');
  jar.set('a=2');
  expect(jar.setLines).toEqual(['a=2']);
});
