import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { answers, nginx, openBalancer, openNginx, WITHOUT_NGINX } from './open-nginx.ts';
import { raw } from './raw.ts';
import { echo, startUpstreams } from './stub-upstream.ts';

const post = (address: string) => fetch(address, { method: 'POST' });
const statuses = async (answers: Promise<Response>[]) => (await Promise.all(answers)).map(({ status }) => status);
const times = <T>(count: number, what: () => T): T[] => Array.from({ length: count }, what);

describe.skipIf(!nginx)(`nginx${WITHOUT_NGINX}`, () => {
  describe('Rate limits', () => {
    const BURST = 41;

    test.each(['/api/shell/sign-in', '/api/shell/register', '/api/orders/checkout'])(
      'When one address floods %s, then it is told to wait, and other things go on',
      async (path) => {
        const { origin } = await openNginx({ shell: echo, 'bff-shell': echo, 'bff-orders': echo });
        const got = await Promise.all(times(BURST + 20, () => post(origin + path)));
        const refused = got.find(({ status }) => status === 429);

        expect(got.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(BURST);
        expect(refused?.headers.get('content-type')).toBe('application/problem+json');
        expect(refused?.headers.get('retry-after')).toBe('1');
        expect(await refused?.json()).toMatchObject({ status: 429, code: 'too-many-requests' });
        expect((await post(`${origin}/api/orders/cart/items`)).status).toBe(200);
        expect((await fetch(origin)).status).toBe(200);
      },
    );

    test('When it was a person, then a page says so, and does not ask again by itself', async () => {
      const { origin } = await openNginx({ 'bff-shell': echo });
      const signIn = () =>
        fetch(`${origin}/api/shell/sign-in`, { method: 'POST', headers: { accept: 'text/html,*/*' }, body: 'a=b' });
      const got = await Promise.all(times(BURST + 20, signIn));
      const refused = got.find(({ status }) => status === 429);
      expect(refused?.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(refused?.headers.get('retry-after')).toBe('1');
      const text = await refused?.text();
      expect(text).toContain('<h1>One moment, please</h1>');
      expect(text).not.toContain('http-equiv="refresh"');
    });

    test('When limits are switched off, then nobody is counted', async () => {
      const { origin } = await openNginx({ 'bff-shell': echo }, { countedBy: '""' });
      const answers = await statuses(times(120, () => post(`${origin}/api/shell/sign-in`)));
      expect(new Set(answers)).toEqual(new Set([200]));
    });

    test('When a shopper looks at many pages with many pictures, then nothing is refused', async () => {
      const { origin } = await openNginx({ shell: echo, 'bff-catalog': echo });
      const answers = await statuses(times(150, () => fetch(`${origin}/api/catalog/media/lamp.png`)));
      expect(new Set(answers)).toEqual(new Set([200]));
    });
  });

  describe('Who sends slowly or too much', () => {
    const begin = async (head: string, headSeconds: string) => {
      const { port } = await openNginx({ 'bff-orders': echo }, {}, (config) =>
        config.replaceAll(/client_(header|body)_timeout \w+/g, `client_$1_timeout ${headSeconds}`),
      );
      const socket = connect(port, '127.0.0.1');
      socket.write(head);
      // It may end by a reset.
      return text(socket).catch(() => 'cut');
    };

    test('When headers never end, then the connection does', async () => {
      expect(await begin('GET / HTTP/1.1\r\nHost: shop.example\r\nX-Slow: ', '100ms')).not.toContain('200');
    });

    test('When a body never comes, then the connection ends and no upstream was troubled', async () => {
      const head = 'POST /api/orders/checkout HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 100\r\n\r\nx';
      expect(await begin(head, '100ms')).not.toContain('200');
    });

    test('When headers are larger than Node takes, then it is said which', async () => {
      const { port } = await openNginx({ shell: echo });
      const { status, body } = await raw(port, '/', { cookie: `a=${'x'.repeat(17_000)}` });
      expect(status).toBe(431);
      expect(JSON.parse(body.toString())).toMatchObject({ code: 'headers-too-large' });
    });
  });

  describe('Answers', () => {
    const page = '<p>Lamps and chairs and shelves.</p>'.repeat(100);
    const sends =
      (type: string): RequestListener =>
      (_, response) =>
        void response.setHeader('content-type', type).end(page);

    test.each(['text/html; charset=utf-8', 'application/json'])(
      'When %s is sent, then it is compressed',
      async (type) => {
        const { port } = await openNginx({ shell: sends(type) });
        const { headers, body } = await raw(port, '/', { 'accept-encoding': 'gzip' });
        expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
        expect(gunzipSync(body).toString()).toBe(page);
      },
    );

    test('When the shell and its pages have said how they may be used, then it is not said twice', async () => {
      const { port } = await openNginx({
        shell: (_, response) => void response.setHeader('x-content-type-options', 'nosniff').end(),
      });
      for (const path of ['/', '/remotes/none.js']) {
        const { rawHeaders, headers } = await raw(port, path);
        expect(rawHeaders.filter((name) => name.toLowerCase() === 'x-content-type-options')).toHaveLength(1);
        expect(headers['x-content-type-options']).toBe('nosniff');
        expect(headers.server).toBe('nginx');
        expect(headers).not.toHaveProperty('strict-transport-security');
      }
    });

    test('When shoppers come by https, then browsers are to stay with it, and the inside learns it', async () => {
      const { origin } = await openNginx({ shell: echo }, { scheme: 'https', transportSecurity: 'max-age=31536000' });
      const answer = await fetch(origin);
      expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
      expect((await answer.json()).headers['x-forwarded-proto']).toBe('https');
    });

    test('When a request has an id, then it keeps it inside, outside and in the log; else it gets one', async () => {
      const { origin, folder } = await openNginx({ shell: echo });
      const idFor = async (given: string) => {
        const answer = await fetch(`${origin}/orders/1?access=secret`, { headers: { 'x-request-id': given } });
        const seen = (await answer.json()).headers['x-request-id'];
        expect(answer.headers.get('x-request-id')).toBe(seen);
        return seen;
      };
      expect(await idFor('order-4711')).toBe('order-4711');
      await fetch(`${origin}/metrics?access=secret`);
      expect(await idFor('{"forged":1}')).toMatch(/^[0-9a-f]{32}$/);
      await vi.waitFor(() => {
        const log = readFileSync(`${folder}/access.log`, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line));
        expect(log).toContainEqual(
          expect.objectContaining({ requestId: 'order-4711', path: '/orders/1', status: 200 }),
        );
        expect(log).toContainEqual(expect.objectContaining({ path: '/metrics', status: 404 }));
        expect(JSON.stringify(log)).not.toContain('secret');
      });
    });
  });

  describe('A page that is the same for every stranger', () => {
    let renders = 0;
    const policy = (nonce: string) =>
      `default-src 'self'; script-src 'self' 'nonce-${nonce}' 'strict-dynamic'; style-src 'self' 'nonce-${nonce}'; object-src 'none'`;
    /** As the shell does: shared for strangers only, with its nonce in policy and document. */
    const shell: RequestListener = (request, response) => {
      renders += 1;
      const nonce = `n0nce+${renders}/=`;
      response.setHeader('content-type', 'text/html');
      response.setHeader('cache-control', 'private, no-cache, no-store, max-age=0, must-revalidate');
      response.setHeader('content-security-policy', policy(nonce));
      if (request.url?.startsWith('/canary')) response.setHeader('set-cookie', 'tessera_bucket=x; Path=/');
      if (!request.url?.startsWith('/cart')) response.setHeader('x-accel-expires', '2');
      response.end(
        `<script nonce="${nonce}">${renders}</script><style nonce="${nonce}"></style>${request.headers.cookie ?? 'stranger'}`,
      );
    };
    const open = async () => {
      renders = 0;
      const { origin } = await openNginx({ shell });
      const visit = async (path: string, headers: Record<string, string> = {}) => {
        const answer = await fetch(origin + path, { headers });
        return { body: await answer.text(), headers: answer.headers };
      };
      return { visit };
    };
    const renderOf = ({ body }: { body: string }) => /">(\d+)</.exec(body)?.[1];

    test('When strangers come, then it is rendered once, and what it says to browsers stays', async () => {
      const { visit } = await open();
      const [first, second] = [await visit('/products'), await visit('/products')];
      expect([renderOf(first), renderOf(second)]).toEqual(['1', '1']);
      expect(second.headers.get('cache-control')).toContain('no-store');
      expect(second.headers.has('x-accel-expires')).toBe(false);
      expect(renderOf(await visit('/products?page=2'))).toBe('2');
    });

    test('When strangers come all at once, then they share one render', async () => {
      const { visit } = await open();
      await visit('/products');
      const crowd = await Promise.all(times(30, () => visit('/products')));
      expect(new Set(crowd.map(renderOf))).toEqual(new Set(['1']));
    });

    test('When two strangers get one render, then each has a nonce of its own, the same in policy and page', async () => {
      const { visit } = await open();
      const nonces = await Promise.all(
        times(2, async () => {
          const { body, headers } = await visit('/products');
          const inPage = [...body.matchAll(/nonce="([^"]+)"/g)].map(([, nonce]) => nonce);
          const inPolicy = [...(headers.get('content-security-policy') ?? '').matchAll(/'nonce-([^']+)'/g)];
          expect(inPage).toHaveLength(2);
          expect(inPolicy).toHaveLength(2);
          const all = new Set([...inPage, ...inPolicy.map(([, nonce]) => nonce)]);
          expect(all.size).toBe(1);
          return [...all][0];
        }),
      );
      expect(new Set(nonces).size).toBe(2);
    });

    const known: [string, Record<string, string>][] = [
      ['a session', { cookie: 'tessera_session=robin' }],
      ['a theme', { cookie: 'tessera_preferences=dark' }],
      ['a place in a canary', { cookie: 'tessera_bucket=7' }],
      ['an override', { cookie: 'tessera_overrides=x' }],
      ['a page already', { 'x-nextjs-data': '1' }],
    ];
    test.each(known)(
      'When somebody has %s, then they neither get what strangers share nor leave theirs behind',
      async (_, headers) => {
        const { visit } = await open();
        await visit('/products');
        const own = await visit('/products', headers);
        expect(renderOf(own)).toBe('2');
        expect(own.body).toContain(headers.cookie ?? 'stranger');
        const stranger = await visit('/products');
        expect(renderOf(stranger)).toBe('1');
        expect(stranger.body).toContain('stranger');
      },
    );

    test.each([
      ['sets a cookie', '/canary'],
      ['is not said to be shared', '/cart'],
      ['was asked for with an override', '/products?remote=catalog@1.0.0'],
    ])('When a page %s, then everybody gets their own', async (_, path) => {
      const { visit } = await open();
      expect(renderOf(await visit(path))).toBe('1');
      expect(renderOf(await visit(path))).toBe('2');
    });

    test('When another host is named, then it gets another page', async () => {
      renders = 0;
      const { port } = await openNginx({ shell });
      const bodies = [];
      for (const host of ['shop.example', 'evil.example'])
        bodies.push((await raw(port, '/', { host })).body.toString());
      expect(bodies.map((body) => renderOf({ body }))).toEqual(['1', '2']);
    });
  });

  describe('Several instances of one part', () => {
    const says =
      (name: string): RequestListener =>
      (_, response) =>
        void response.end(name);
    const dies: RequestListener = (request) => void request.socket.destroy();

    test('When there are two, then both are asked; when one is away, then nobody notices', async () => {
      const [one, two] = [await startUpstreams({ order: says('one') }), await startUpstreams({ order: says('two') })];
      const servers = { 'bff-orders': [`127.0.0.1:${one.order}`, `127.0.0.1:${two.order}`] };
      const { origin } = await openNginx({}, {}, undefined, servers);
      const answers = await Promise.all(times(40, async () => (await fetch(`${origin}/api/orders/x`)).text()));
      expect(new Set(answers)).toEqual(new Set(['one', 'two']));

      const half = { 'bff-orders': [`127.0.0.1:${one.order}`, `127.0.0.1:${one.shell}`] };
      const { origin: other } = await openNginx({}, {}, undefined, half);
      const still = await Promise.all(times(20, () => post(`${other}/api/orders/x`)));
      expect(await Promise.all(still.map((answer) => answer.text()))).toEqual(times(20, () => 'one'));
    });

    test('When one breaks while it has an order, then that order is not sent to the other', async () => {
      const seen = vi.fn<RequestListener>((_, response) => void response.end());
      const broken = await startUpstreams({ order: dies });
      const whole = await startUpstreams({ order: seen });
      const servers = { 'bff-orders': [`127.0.0.1:${broken.order}`, `127.0.0.1:${whole.order}`] };
      const { origin } = await openNginx({}, {}, undefined, servers);
      const answers = await statuses([post(`${origin}/api/orders/checkout`), post(`${origin}/api/orders/checkout`)]);
      expect(answers.sort()).toEqual([200, 503]);
      expect(seen).toHaveBeenCalledTimes(1);
      expect(await statuses(times(10, () => fetch(`${origin}/api/orders/screens/cart`)))).toEqual(times(10, () => 200));
    });

    test('When BFFs ask for a service, then they reach its instances at one address, with all that they say', async () => {
      const ports = await startUpstreams({ order: echo });
      const { origin } = await openBalancer([`127.0.0.1:${ports.order}`]);
      const seen = await (
        await fetch(`${origin}/orders?x=1`, {
          method: 'POST',
          body: '{}',
          headers: { authorization: 'Bearer t', 'x-forwarded-for': '192.0.2.1' },
        })
      ).json();
      expect(seen).toMatchObject({ path: '/orders?x=1', method: 'POST', body: '{}' });
      expect(seen.headers).toMatchObject({ authorization: 'Bearer t', 'x-forwarded-for': '192.0.2.1' });
    });
  });

  test('When the door stops while an order has still to reach a part with several instances, then it does', async () => {
    const ports = await startUpstreams({ order: (_, response) => void response.end('placed') });
    const between = await openBalancer([`127.0.0.1:${ports.order}`]);
    const asked = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const door = await openNginx({
      'bff-orders': async (_, response) => {
        asked.resolve();
        await goOn.promise;
        response.end(await (await post(`${between.origin}/orders`)).text());
      },
    });
    const running = post(`${door.origin}/api/orders/checkout`);
    await asked.promise;
    process.kill(door.pid, 'SIGQUIT');
    await expect.poll(() => answers(door.port)).toBe(false);
    goOn.resolve();
    expect(await (await running).text()).toBe('placed');
  });

  test('When it is asked to stop, then what runs is finished first', async () => {
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const { origin, port, pid } = await openNginx({
      shell: async (_, response) => {
        asked.resolve();
        await answer.promise;
        response.end('whole');
      },
    });
    const running = fetch(origin);
    await asked.promise;
    process.kill(pid, 'SIGQUIT');
    await expect.poll(() => answers(port)).toBe(false);
    answer.resolve();
    expect(await (await running).text()).toBe('whole');
  });

  test('When another gateway stands before it, then that one is believed, and nobody else', async () => {
    const forwarded = { headers: { 'x-forwarded-for': '203.0.113.7' } };
    const seen = async (addresses: string) => {
      const { origin } = await openNginx({ shell: echo }, { addresses });
      return (await (await fetch(origin, forwarded)).json()).headers['x-forwarded-for'];
    };
    expect(await seen('set_real_ip_from 127.0.0.0/8; real_ip_header X-Forwarded-For;')).toBe('203.0.113.7');
    expect(await seen('set_real_ip_from 192.0.2.0/24; real_ip_header X-Forwarded-For;')).toBe('127.0.0.1');
  });
});
