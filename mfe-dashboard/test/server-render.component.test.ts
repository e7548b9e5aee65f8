import { join } from 'node:path';
import { startDevServer } from '@tessera/remote-kit/dev-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { address } from '../src/dev/fixtures.ts';
import { standInAt } from './stand-in.ts';

let server: Awaited<ReturnType<typeof startDevServer>>;
beforeAll(async () => {
  server = await startDevServer({ root: join(import.meta.dirname, '..') });
});
afterAll(() => server?.close());
const { standIn } = standInAt(() => server.url);
beforeEach(() => standIn());

const shellUrl = (path: string) => server.url + path;
const render = async (path: string) => (await fetch(shellUrl(path))).text();
/** What the fragments made, without the stand-in shell's own head and scripts. */
const fragmentsOf = async (path: string) => /<main[^>]*>([\s\S]*)<\/main>/.exec(await render(path))?.[1] ?? '';

test('when a shopper opens the account, then every section arrives complete and can be sent', async () => {
  const html = await fragmentsOf('/account');
  for (const heading of ['Your account', 'Profile', 'Addresses', 'Notification preferences']) {
    expect(html).toMatch(new RegExp(`<h[12][^>]*>\\s*${heading}`));
  }
  expect(html.match(/data-testid="notification"/g)).toHaveLength(3);
  expect(html.indexOf('T-103X')).toBeLessThan(html.indexOf('T-102X'));
  expect(html).toMatch(/name="email"[^>]*value="ada@tessera.test"|value="ada@tessera.test"[^>]*name="email"/);
  for (const path of ['profile', 'preferences', 'addresses', 'notifications/read', `addresses/${address(2, false).id}`])
    expect(html).toContain(`action="/api/dashboard/${path}#`);
  expect(await render('/account')).toContain('<title>Your account</title>');
});

test('when a fragment is rendered, then it is markup only: no style, no script, no page around it', async () => {
  expect(await fragmentsOf('/account')).not.toMatch(/<(style|script|html|head|body)[\s>]|\sstyle=/);
});

test('when a plain form was refused, then its fields show what was typed and why', async () => {
  const values = { name: '', email: 'ada at home' };
  const errors = [{ path: 'name', message: 'Enter your name' }];
  await standIn({ account: { form: { name: 'profile', message: 'Check the marked fields.', values, errors } } });
  const html = await fragmentsOf('/account');
  expect(html).toContain('Check the marked fields.');
  expect(html).toMatch(/<input[^>]*id="s2-profile-name"[^>]*aria-describedby="s2-profile-name-error"/);
  expect(html).toMatch(/id="s2-profile-name-error"[^>]*>Enter your name/);
  expect(html).toMatch(/<input[^>]*value="ada at home"/);
});

test('when a plain edit of an address was refused, then that address is open', async () => {
  const values = { id: address(2, false).id, line1: '', city: 'Cork' };
  const errors = [{ path: 'line1', message: 'Enter a street and number' }];
  await standIn({ account: { form: { name: 'address', message: 'Check the marked fields.', values, errors } } });
  const html = await fragmentsOf('/account');
  expect(html.match(/<details[^>]* open/g)).toHaveLength(1);
  expect(html).toMatch(/<input[^>]*value="Cork"/);
});

test('when a plain form went well, then the page says so', async () => {
  expect(await fragmentsOf('/account?saved=profile')).toContain('Your profile is saved.');
  expect(await fragmentsOf('/account')).not.toContain('is saved');
});

test('when parts are down, then each says so with a way to try again, and the rest is there', async () => {
  await standIn({ account: { addresses: null, preferences: null, notifications: null } });
  const html = await fragmentsOf('/account');
  expect(html.match(/can’t be shown now/g)).toHaveLength(3);
  expect(html).toContain('href="/account#addresses"');
  expect(html).toContain('value="Ada Byron"');
});

test('when nothing answers, then the page says so and offers to try again', async () => {
  await standIn({ down: true });
  expect(await fragmentsOf('/account')).toContain('Your account can’t be shown now');
});

test('when a guest opens the account, then the page leads to sign-in and back', async () => {
  await standIn({ guest: true });
  const response = await fetch(shellUrl('/account'), { redirect: 'manual' });
  expect(response.headers.get('location')).toBe('/sign-in?returnTo=/account');
});

test('when there is nothing yet, then each list says what will stand there', async () => {
  await standIn({ account: { addresses: [], notifications: { items: [], unread: 0 } } });
  const html = await fragmentsOf('/account');
  expect(html).toContain('No address yet');
  expect(html).toContain('Nothing yet');
  expect(html).toContain('aria-label="Notifications, none unread"');
});

test('when the header is rendered, then the bell tells a shopper how many are unread and a guest nothing', async () => {
  expect(await fragmentsOf('/bells')).toContain('aria-label="Notifications, 2 unread"');
  await standIn({ guest: true });
  expect(await fragmentsOf('/bells')).not.toContain('<a');
});

test('when a text holds markup, then it is shown as text', async () => {
  const profile = { id: address(1, true).id, name: '<img src=x onerror=alert(1)>', email: 'a@b.test', roles: [] };
  await standIn({ account: { profile } });
  expect(await fragmentsOf('/account')).not.toContain('<img');
});
