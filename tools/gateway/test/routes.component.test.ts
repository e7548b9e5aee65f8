import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { GATEWAYS } from './gateways.ts';
import { echo } from './stub-upstream.ts';

const seenBy = async (address: string, init?: RequestInit) => (await fetch(address, init)).json();

for (const { title, open, missing } of GATEWAYS) {
  describe.skipIf(missing)(title, () => {
    describe('The route table', () => {
      test.each([
        ['/', 'shell', '/'],
        ['/products/blue-lamp?from=list', 'shell', '/products/blue-lamp?from=list'],
        ['/api/shell/page-context?form=sign-in', 'bff-shell', '/page-context?form=sign-in'],
        ['/api/catalog/screens/list', 'bff-catalog', '/screens/list'],
        ['/api/orders/cart/items', 'bff-orders', '/cart/items'],
        ['/api/dashboard/screens/account', 'bff-dashboard', '/screens/account'],
        ['/webhooks/stripe', 'payment', '/webhooks/stripe'],
        ['/webhooks/paypal', 'payment', '/webhooks/paypal'],
        ['/health/ready', 'bff-shell', '/health/parts'],
        ['/dev/mailbox.json?to=a@b.example', 'notification', '/dev/mailbox.json?to=a@b.example'],
      ] as const)('When %s is asked for, then the %s gets %s', async (asked, part, expected) => {
        const { origin } = await open({ [part]: echo });
        expect(await seenBy(origin + asked)).toMatchObject({ path: expected, method: 'GET' });
      });

      test.each([
        '/api/unknown/x',
        '/api/shell/metrics',
        '/api/catalog/Health/ready',
        '/api/orders//metrics/',
        '/api/dashboard/health/live',
        '/metrics',
        '/openapi.json',
        '/health/live',
      ])('When %s is asked for from outside, then nothing of the inside is shown', async (path) => {
        const everything = { 'bff-shell': echo, 'bff-catalog': echo, 'bff-orders': echo, 'bff-dashboard': echo };
        const { origin } = await open({
          ...everything,
          shell: (_request, response) => response.writeHead(404).end(),
        });
        expect((await fetch(origin + path)).status).toBe(404);
      });

      test('When a payment provider tells what happened, then body and signature arrive as they were sent', async () => {
        const { origin } = await open({ payment: echo });
        const body = '{ "id":  "evt_1" }';
        const headers = { 'content-type': 'application/json', 'stripe-signature': 't=1,v1=ab' };
        const seen = await seenBy(`${origin}/webhooks/stripe`, { method: 'POST', body, headers });
        expect(seen).toMatchObject({ method: 'POST', body, headers });
      });

      test.each([
        '/webhooks/',
        '/webhooks/stripe/../../payments',
        '/webhooks/stripe/x',
        '/payments',
        '/payment-options',
      ])('When %s is asked for, then the payment service is not', async (path) => {
        const { origin } = await open({ payment: echo, shell: (_, response) => response.writeHead(404).end() });
        expect((await fetch(origin + path)).status).toBe(404);
      });

      test('When there is no local mailbox, then its address is a page like any other', async () => {
        const { origin } = await open({ shell: echo, notification: echo }, { embedded: false });
        expect((await seenBy(`${origin}/dev/mailbox`)).headers.host).toBe(new URL(origin).host);
      });

      test('When another host is asked for in the request line, then it is not called', async () => {
        const { port } = await open({ shell: echo });
        const socket = connect(port, '127.0.0.1');
        socket.end('GET http://elsewhere.example/ HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n');
        expect(await text(socket)).toMatch(/^HTTP\/1\.1 404/);
      });
    });

    describe('What an upstream learns', () => {
      test('When a client claims to be somebody or to come from somewhere, then the claim is dropped', async () => {
        const { origin } = await open({ 'bff-orders': echo });
        const { headers } = await seenBy(`${origin}/api/orders/screens/cart`, {
          headers: {
            'x-guest-id': '0190f5a0-0000-7000-8000-000000000000',
            authorization: 'Bearer forged',
            forwarded: 'for=192.0.2.1',
            'x-forwarded-for': '192.0.2.1',
            'x-forwarded-host': 'evil.example',
            'x-forwarded-proto': 'https',
            'x-real-ip': '192.0.2.1',
            cookie: 'a=b',
          },
        });

        expect(headers).toMatchObject({
          cookie: 'a=b',
          host: new URL(origin).host,
          'x-forwarded-for': '127.0.0.1',
          'x-forwarded-host': new URL(origin).host,
          'x-forwarded-proto': 'http',
        });
        for (const name of ['x-guest-id', 'authorization', 'forwarded', 'x-real-ip'])
          expect(headers).not.toHaveProperty(name);
      });

      test('When a form is posted, then body and type arrive, and redirect and cookies come back', async () => {
        const { origin } = await open({
          'bff-orders': (request, response) => {
            request.on('data', (chunk) => response.setHeader('x-got', `${request.headers['content-type']} ${chunk}`));
            request.on('end', () => {
              response.writeHead(303, { location: '/cart', 'set-cookie': ['a=1; Path=/', 'b=2; Path=/'] }).end();
            });
          },
        });
        const body = new URLSearchParams({ quantity: '2' });
        const answer = await fetch(`${origin}/api/orders/cart/items`, { method: 'POST', body, redirect: 'manual' });

        expect(answer.status).toBe(303);
        expect(answer.headers.get('location')).toBe('/cart');
        expect(answer.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/']);
        expect(answer.headers.get('x-got')).toBe('application/x-www-form-urlencoded;charset=UTF-8 quantity=2');
      });
    });
  });
}
