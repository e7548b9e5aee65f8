import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { GATEWAYS } from './gateways.ts';
import { echo, openGateway } from './stub-upstream.ts';

const page = { headers: { accept: 'text/html,*/*' } };
const KB = 1024;

for (const { title, open, missing } of GATEWAYS) {
  describe.skipIf(missing)(title, () => {
    describe('When an upstream is not there', () => {
      test('then a person gets a page that tries again, and a program a problem', async () => {
        const { origin } = await open({});

        const shown = await fetch(`${origin}/products`, page);
        expect([shown.status, shown.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
        expect(shown.headers.get('cache-control')).toBe('no-store');
        expect(shown.headers.get('retry-after')).toBe('3');
        expect(await shown.text()).toContain('http-equiv="refresh"');

        const told = await fetch(`${origin}/api/orders/screens/cart`);
        expect([told.status, told.headers.get('content-type')]).toEqual([503, 'application/problem+json']);
        expect(told.headers.get('retry-after')).toBe('3');
        expect(await told.json()).toMatchObject({ status: 503, code: 'unavailable' });
      });

      test('then a person who sent a form is to send it again: its address can’t be opened', async () => {
        const { origin } = await open({});
        const sent = await fetch(`${origin}/api/orders/checkout`, { ...page, method: 'POST', body: 'card=1' });
        expect([sent.status, sent.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
        const text = await sent.text();
        expect(text).toContain('go back and send it again');
        expect(text).not.toContain('http-equiv="refresh"');
      });

      test('then what was posted is refused the same way, and the gateway lives on', async () => {
        const { origin } = await open({ shell: echo });
        const post = () => fetch(`${origin}/api/orders/checkout`, { method: 'POST', body: 'x'.repeat(100 * KB) });

        expect((await Promise.all([post(), post(), post()])).map(({ status }) => status)).toEqual([503, 503, 503]);
        expect((await fetch(origin)).status).toBe(200);
      });
    });

    test('When an upstream closes a kept connection just as it is used again, then the page comes over a new one', async () => {
      const seen = new WeakSet<object>();
      const { origin } = await open({
        shell: (request, response) => {
          if (seen.has(request.socket)) return void request.socket.destroy();
          seen.add(request.socket);
          response.end('page');
        },
      });
      for (let visit = 0; visit < 3; visit++) expect(await (await fetch(origin)).text()).toBe('page');
    });

    describe('When an upstream is slow', () => {
      test('then the request ends at the deadline with a 504', async () => {
        const { origin } = await open({ 'bff-catalog': () => {} }, { upstreamDeadlineMs: 100 });
        const answer = await fetch(`${origin}/api/catalog/screens/list`);
        expect(answer.status).toBe(504);
        expect(await answer.json()).toMatchObject({ code: 'unavailable' });
      });

      test('then an answer that stops half-way is a broken connection and not a whole answer', async () => {
        const { origin } = await open(
          { shell: (_, response) => void response.write('half') },
          { upstreamDeadlineMs: 100 },
        );
        const answer = await fetch(origin);
        await expect(answer.text()).rejects.toThrow();
      });
    });

    describe('An event stream', () => {
      const stream = { 'content-type': 'text/event-stream' };

      test('When events come, then each is passed on at once', async () => {
        const { origin } = await open({
          'bff-orders': (_, response) => {
            response.writeHead(200, stream).flushHeaders();
            setTimeout(() => response.write('data: 1\n\n'), 50);
          },
        });
        const answer = await fetch(`${origin}/api/orders/orders/1/events`);
        expect(answer.headers.get('content-type')).toBe('text/event-stream');
        const { value } = (await answer.body?.getReader().read()) ?? {};
        expect(new TextDecoder().decode(value)).toBe('data: 1\n\n');
      });

      test('When its heartbeats are as far apart as the deadline, then it is not cut', async () => {
        const { origin } = await open(
          {
            'bff-orders': async (_, response) => {
              response.writeHead(200, stream).write(':\n\n');
              for (let beat = 0; beat < 4; beat++) {
                await sleep(110);
                response.write(':\n\n');
              }
              response.end('data: last\n\n');
            },
          },
          { upstreamDeadlineMs: 100 },
        );
        expect(await (await fetch(`${origin}/api/orders/orders/1/events`)).text()).toContain('data: last');
      });

      test('When the shopper leaves or the upstream dies, then the other side hears of it', async () => {
        const gone = Promise.withResolvers<void>();
        const { origin } = await open({
          'bff-orders': (request, response) => {
            response.writeHead(200, stream).write(':\n\n');
            if (request.url === '/dies') setTimeout(() => response.socket?.destroy(), 30);
            else request.socket.once('close', gone.resolve);
          },
        });

        const leave = new AbortController();
        const left = await fetch(`${origin}/api/orders/stays`, { signal: leave.signal });
        expect(left.status).toBe(200);
        leave.abort();
        await gone.promise;

        await expect((await fetch(`${origin}/api/orders/dies`)).text()).rejects.toThrow();
      });
    });

    describe('A body', () => {
      test('When it is larger than any form, then it is refused before an upstream reads it', async () => {
        const { origin } = await open({ 'bff-orders': echo });
        const send = (init: RequestInit) => fetch(`${origin}/api/orders/checkout`, { method: 'POST', ...init });

        expect((await send({ body: 'x'.repeat(128 * KB) })).status).toBe(200);
        const refused = await send({ body: 'x'.repeat(128 * KB + 1) });
        expect(refused.status).toBe(413);
        expect(await refused.json()).toMatchObject({ code: 'too-large' });
      });

      test('When it does not say how long it is, then it is counted', async () => {
        const { origin } = await open({ 'bff-orders': echo });
        const chunks = (count: number) =>
          new ReadableStream({
            start(controller) {
              for (let n = 0; n < count; n++) controller.enqueue(new Uint8Array(KB).fill(120));
              controller.close();
            },
          });
        const send = (count: number) =>
          fetch(`${origin}/api/orders/checkout`, {
            method: 'POST',
            body: chunks(count),
            duplex: 'half',
          } as RequestInit);

        expect((await (await send(100)).json()).body).toHaveLength(100 * KB);
        expect((await send(200)).status).toBe(413);
      });
    });
  });
}

test('When a browser leaves in the very moment of the answer, then the gateway lives on for the others', async () => {
  const { origin, gateway } = await openGateway({ shell: (_, response) => void response.end('page') });
  gateway.prependOnceListener('request', (_, response) => {
    response.destroyed = true;
  });

  await expect(fetch(origin, { signal: AbortSignal.timeout(200) })).rejects.toThrow();

  expect(await (await fetch(origin)).text()).toBe('page');
});
