import { createServer } from 'node:http';
import type { SignedIn } from '@tessera/contracts/api/user';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createBff } from '../src/bff/app.ts';
import { formAction, takeForm } from '../src/bff/form.ts';
import { passage } from '../src/bff/passage.ts';
import { unauthenticated } from '../src/caller.ts';
import { HttpProblem } from '../src/http-problem.ts';
import { serve } from '../src/process.ts';
import { newId } from '../src/system.ts';

const secret = 'a secret of at least thirty-two characters';
const signedInUntil = (expiresAt: Date, refreshToken = 'good'): SignedIn => ({
  user: { id: newId(), email: 'shopper@tessera.test', name: 'Shopper', roles: ['customer'] },
  tokens: { accessToken: 'access', refreshToken, expiresAt: expiresAt.toISOString() },
});
const hour = () => new Date(Date.now() + 3_600_000);

describe('A BFF', () => {
  let base = '';
  const stop: (() => Promise<void>)[] = [];
  let refreshes = 0;
  let signInAs = signedInUntil(hour());

  beforeAll(async () => {
    const users = await serve(
      createServer((req, res) => {
        let body = '';
        req
          .on('data', (chunk) => (body += chunk))
          .on('end', () => {
            refreshes += 1;
            const good = JSON.parse(body).refreshToken === 'good';
            const problem = { title: 'No', status: 401, code: 'session-expired' };
            res.writeHead(good ? 200 : 401, { 'content-type': 'application/json' });
            res.end(JSON.stringify(good ? signedInUntil(hour()) : problem));
          });
      }).listeners('request')[0] as Parameters<typeof serve>[0],
      { port: 0 },
    );
    const echo = await serve((req, res) => res.end(JSON.stringify({ url: req.url, headers: req.headers })), {
      port: 0,
    });
    const app = createBff({
      name: 'test',
      logger: pino({ level: 'silent' }),
      config: { sessionSecret: secret, userServiceUrl: `http://127.0.0.1:${users.port}`, secureCookies: false },
      checks: {},
      limits: { perSession: 50, perAddress: 1_000 },
      routes: (app) => {
        app.get('/me', (req, res) => {
          const { user, guestId, expired } = req.session;
          res.json({ name: user?.name ?? null, guestId, expired });
        });
        app.post('/guest', (req, res) => void res.json({ guestId: req.session.ensureGuest() }));
        app.post('/in', (req, res) => {
          req.session.ensureGuest();
          req.session.signIn(signInAs);
          res.json({});
        });
        app.post('/out', (req, res) => void res.json({ revoke: req.session.signOut() }));
        app.post(
          '/address',
          formAction({
            name: 'address',
            schema: z.object({ address: z.object({ city: z.string().min(2, 'Enter a town') }), password: z.string() }),
            secret,
            fallback: '/account',
            keep: ['address.city'],
            handle: async ({ address }) => {
              if (address.city === 'Nowhere') throw new HttpProblem(409, 'unknown-city', 'There is no such town.');
              if (address.city === 'Secret') throw unauthenticated();
              if (address.city === 'Crash') throw new Error('details');
              return { next: '/done', body: { city: address.city } };
            },
          }),
        );
        app.get('/sign-in-form', (req, res) => void res.json(takeForm(req, res, 'sign-in', secret)));
        app.get('/address-form', (req, res) => void res.json(takeForm(req, res, 'address', secret)));
        app.use(
          '/through',
          passage(`http://127.0.0.1:${echo.port}`, (req) => `/inner${req.path}`),
        );
      },
    });
    const server = await serve(app, { port: 0 });
    base = `http://127.0.0.1:${server.port}`;
    stop.push(server.close, users.close, echo.close);
  });
  afterAll(() => Promise.all(stop.map((each) => each())));

  /** A browser with a cookie jar. */
  function browser() {
    const jar = new Map<string, string>();
    return async (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(base + path, {
        redirect: 'manual',
        ...init,
        headers: { 'sec-fetch-site': 'same-origin', ...(cookie ? { cookie } : {}), ...init.headers },
      });
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        const [name = '', value = ''] = pair.split('=');
        if (value) jar.set(name, value);
        else jar.delete(name);
      }
      const text = await response.text();
      const json = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined;
      return { status: response.status, headers: response.headers, json, text };
    };
  }
  const post = (body: string, type: string, headers = {}) => ({
    method: 'POST',
    body,
    headers: { 'content-type': type, ...headers },
  });
  const form = (body: string, headers = {}) => post(body, 'application/x-www-form-urlencoded', headers);

  it('When a guest comes back, then it is the same guest', async () => {
    const go = browser();
    expect((await go('/me')).json).toEqual({ name: null, guestId: null, expired: false });
    const { guestId } = (await go('/guest', { method: 'POST' })).json;
    expect((await go('/me')).json.guestId).toBe(guestId);
  });

  it('When a shopper signs in, then the one cookie is sealed, HttpOnly and lax, and holds the user until sign-out', async () => {
    const go = browser();
    signInAs = signedInUntil(hour());
    const cookies = (await go('/in', { method: 'POST' })).headers.getSetCookie();
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(/^tessera_session=[\w.-]+; Max-Age=\d+; Path=\/; .*HttpOnly; SameSite=Lax$/);
    expect(cookies[0]?.length).toBeLessThan(4_096);
    expect((await go('/me')).json.name).toBe('Shopper');
    expect((await go('/out', { method: 'POST' })).json).toEqual({ revoke: 'good' });
    expect((await go('/me')).json).toEqual({ name: null, guestId: null, expired: false });
  });

  it('When a cookie was tampered with, then it is nobody', async () => {
    const { json } = await browser()('/me', { headers: { cookie: 'tessera_session=eyJhbGciOiJkaXIifQ..a.b.c' } });
    expect(json.name).toBeNull();
  });

  it('When the access token is nearly over, then it is renewed once for requests that come together', async () => {
    const go = browser();
    signInAs = signedInUntil(new Date(Date.now() + 5_000));
    await go('/in', { method: 'POST' });
    refreshes = 0;
    await Promise.all([go('/me'), go('/me'), go('/me')]);
    expect(refreshes).toBe(1);
    expect((await go('/me')).json).toMatchObject({ name: 'Shopper', expired: false });
    expect(refreshes).toBe(1);
  });

  it('When renewing is refused, then the session goes on as a guest that is told so', async () => {
    const go = browser();
    signInAs = signedInUntil(new Date(), 'stolen');
    await go('/in', { method: 'POST' });
    const { json } = await go('/me');
    expect(json).toMatchObject({ name: null, expired: true });
    expect(json.guestId).toEqual(expect.any(String));
  });

  it('When another site causes a change, then it is refused', async () => {
    const go = browser();
    const foreign = await go('/guest', { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } });
    expect(foreign).toMatchObject({ status: 403, json: { code: 'cross-origin' } });
    const old = await fetch(`${base}/guest`, { method: 'POST', headers: { origin: 'https://evil.test' } });
    expect(old.status).toBe(403);
    const own = { origin: 'http://shop.test', 'x-forwarded-host': 'shop.test' };
    expect((await fetch(`${base}/guest`, { method: 'POST', headers: own })).status).toBe(200);
  });

  it('When fetch sends JSON, then it gets JSON or a problem', async () => {
    const go = browser();
    const send = (city: string) =>
      go('/address', post(JSON.stringify({ address: { city }, password: 'x' }), 'application/json'));
    expect((await send('Graz')).json).toEqual({ city: 'Graz' });
    expect(await send('')).toMatchObject({
      status: 400,
      json: { errors: [{ path: 'address.city', message: 'Enter a town' }] },
    });
    expect(await send('Nowhere')).toMatchObject({ status: 409, json: { code: 'unknown-city' } });
  });

  it('When a plain form is right, then it goes on', async () => {
    const answer = await browser()('/address', form('address.city=Graz&password=x'));
    expect(answer).toMatchObject({ status: 303 });
    expect(answer.headers.get('location')).toBe('/done');
  });

  it('When a plain form is wrong, then it goes back to its page with what was typed, once, and without secrets', async () => {
    const go = browser();
    const referer = `${base}/account?tab=2`;
    const answer = await go('/address', form('address.city=X&password=hunter2', { referer }));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/account?tab=2');
    expect((await go('/address-form')).json).toEqual({
      values: { 'address.city': 'X' },
      message: 'Check the marked fields and try again.',
      errors: [{ path: 'address.city', message: 'Enter a town' }],
    });
    expect((await go('/address-form')).json).toBeNull();
  });

  it('When a plain form hits an error of ours, then it goes back with a message that tells no details', async () => {
    const go = browser();
    const answer = await go('/address', form('address.city=Crash&password=x', { referer: 'https://evil.test/x' }));
    expect(answer.headers.get('location')).toBe('/account');
    expect((await go('/address-form')).json.message).toContain('went wrong on our side');
  });

  it('When a field is named to poison prototypes, then nothing comes of it', async () => {
    const answer = await browser()(
      '/address',
      form('__proto__.polluted=1&address.__proto__.x=1&address.city=Graz&password=x'),
    );
    expect(answer.headers.get('location')).toBe('/done');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('When a plain form can not be read, then its page says so', async () => {
    const unreadable = {
      'too large': `address.city=${'x'.repeat(70_000)}`,
      'too many fields': 'a=1&'.repeat(300),
      'Check the marked fields': `${'a.'.repeat(30_000)}b=1`,
    };
    for (const [message, body] of Object.entries(unreadable)) {
      const go = browser();
      const answer = await go('/address', form(body, { referer: `${base}/account` }));
      expect([answer.status, answer.headers.get('location')], message).toEqual([303, '/account']);
      expect((await go('/address-form')).json.message).toContain(message);
    }
  });

  it('When what was typed is cut for the cookie, then no character is cut in half', async () => {
    const go = browser();
    await go('/address', form(new URLSearchParams({ 'address.city': `x${'😀'.repeat(200)}` }).toString()));
    expect((await go('/address-form')).json.values['address.city'].isWellFormed()).toBe(true);
  });

  it('When the session is over at a plain form, then the way leads over sign-in back to what was typed', async () => {
    const go = browser();
    const answer = await go('/address', form('address.city=Secret&password=x', { referer: `${base}/account?tab=2` }));
    expect(answer.headers.get('location')).toBe('/sign-in?returnTo=%2Faccount%3Ftab%3D2');
    expect((await go('/sign-in-form')).json).toEqual({ values: {}, message: 'Sign in to do this.', errors: [] });
    expect((await go('/address-form')).json.values).toEqual({ 'address.city': 'Secret' });
  });

  it.each([
    ['text', '{}', 'text/plain', {}, 415, 'unsupported-media-type'],
    ['parts', '--x--', 'multipart/form-data; boundary=x', {}, 415, 'unsupported-media-type'],
    ['broken JSON', '{"a":', 'application/json', {}, 400, 'malformed-json'],
    ['what is no gzip', 'xxx', 'application/json', { 'content-encoding': 'gzip' }, 400, 'malformed-body'],
    ['nothing', '', 'application/json', {}, 400, 'invalid-input'],
  ])('When fetch sends %s, then the problem says what is wrong', async (_, body, type, headers, status, code) => {
    expect(await browser()('/address', post(body, type, headers))).toMatchObject({ status, json: { code } });
  });

  it('When a call passes through, then the service gets the credentials and never the cookie', async () => {
    const go = browser();
    signInAs = signedInUntil(hour());
    await go('/in', { method: 'POST' });
    const { text } = await go('/through/a/b?c=1', { headers: { 'x-guest-id': 'forged' } });
    const { url, headers } = JSON.parse(text);
    expect(url).toBe('/inner/a/b?c=1');
    expect(headers.authorization).toBe('Bearer access');
    expect(headers['x-guest-id']).not.toBe('forged');
    expect(headers.cookie).toBeUndefined();
  });

  it('When one session asks too often, then it has to wait and others do not', async () => {
    const go = browser();
    await go('/guest', { method: 'POST' });
    const answers = await Promise.all(Array.from({ length: 60 }, () => go('/me')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(5);
    expect(refused[0]?.headers.get('retry-after')).toMatch(/^[12]$/);
    expect((await browser()('/me')).status).toBe(200);
  });
});
