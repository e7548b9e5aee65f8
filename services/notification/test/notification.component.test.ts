import { orderCancelled } from '@tessera/contracts/events/order-cancelled';
import { orderPaid } from '@tessera/contracts/events/order-paid';
import { orderPlaced } from '@tessera/contracts/events/order-placed';
import { orderRefunded } from '@tessera/contracts/events/order-refunded';
import { orderShipped } from '@tessera/contracts/events/order-shipped';
import { paymentFailed } from '@tessera/contracts/events/payment-failed';
import { userRegistered } from '@tessera/contracts/events/user-registered';
import { createEnvelope } from '@tessera/messaging/create-envelope';
import { createLogger } from '@tessera/service-kit/logger';
import { serve } from '@tessera/service-kit/process';
import { newId, systemClock } from '@tessera/service-kit/system';
import { anOrder, orderEvent, returnEvent } from '@tessera/testing/order-events';
import { recordingEventBus } from '@tessera/testing/recording-event-bus';
import { type SigningAuthority, startSigningAuthority } from '@tessera/testing/signing-authority';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { compose } from '../src/compose.ts';
import { onEachStore } from './stores.ts';

onEachStore('The notification service', (settings) => {
  const bus = recordingEventBus();
  const closing: (() => Promise<void>)[] = [];
  let base = '';
  let authority: SigningAuthority;

  beforeAll(async () => {
    authority = await startSigningAuthority();
    const config = {
      ...settings(),
      port: 0,
      mailFrom: '',
      userServiceUrl: authority.jwksUrl,
      publicOrigin: 'http://shop.test',
    };
    const logger = createLogger('test', 'silent');
    const service = await compose(config, { eventBus: bus, logger, clock: systemClock, newId });
    const server = await serve(service.app, { port: 0 });
    base = `http://127.0.0.1:${server.port}`;
    closing.push(server.close, service.close, authority.close);
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });

  /** A signed-in shopper of one's own. */
  async function shopper() {
    const userId = newId();
    const headers = {
      authorization: `Bearer ${await authority.token({ userId })}`,
      'content-type': 'application/json',
    };
    const call = async (method: string, path: string, body?: unknown) => {
      const response = await fetch(base + path, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      return { status: response.status, json: await response.json() };
    };
    return {
      userId,
      headers,
      email: `${userId}@tessera.test`,
      call,
      feed: async () => (await call('GET', '/notifications')).json,
    };
  }
  const mails = async (to: string) => {
    const response = await fetch(`${base}/dev/mailbox.json?to=${encodeURIComponent(to)}`);
    return (await response.json()).items as { id: string; subject: string; text: string; html: string }[];
  };
  const subjects = async (to: string) => (await mails(to)).map(({ subject }) => subject);

  it('When an order is paid, then one confirmation arrives in the app and as a mail, however often the event comes', async () => {
    const { userId, email, feed } = await shopper();
    const order = anOrder({ email });
    const paid = orderEvent(orderPaid, order, userId);

    await Promise.all([bus.deliver(paid), bus.deliver(paid)]);
    await bus.deliver(orderEvent(orderPaid, order, userId));

    expect(await feed()).toMatchObject({
      unread: 1,
      items: [{ title: 'Thank you for your order', href: `/orders/${order.id}` }],
    });
    await vi.waitFor(async () => expect(await subjects(email)).toEqual(['Your order T-7K3M9Q is confirmed']));
    const [mail] = await mails(email);
    expect(mail?.text).toContain('2 × Moka <pot> & friends: €39.00');
    expect(mail?.text).toContain('Total: €43.90');
    expect(mail?.html).toContain('Moka &lt;pot&gt; &amp; friends');
    expect(mail?.html).toContain(`http://shop.test/orders/${order.id}`);
    await vi.waitFor(() => {
      const sent = bus.published.filter(({ data }) => (data as { userId: string }).userId === userId);
      expect(sent.map(({ data }) => (data as { channel: string }).channel).toSorted()).toEqual(['email', 'in-app']);
    });
  });

  it('When a guest pays, then the mail comes too', async () => {
    const email = `${newId()}@tessera.test`;
    await bus.deliver(orderEvent(orderPaid, anOrder({ email }), null));
    await vi.waitFor(async () => expect(await subjects(email)).toHaveLength(1));
  });

  it('When a guest gets a mail, then its link opens the order; that of a customer needs no token', async () => {
    const [guest, customer] = [`${newId()}@tessera.test`, await shopper()];
    const paid = orderEvent(orderPaid, anOrder({ email: guest }), null);
    await bus.deliver({ ...paid, data: { ...(paid.data as object), access: 'signed.token' } });
    await vi.waitFor(async () => expect(await subjects(guest)).toHaveLength(1));
    const [mail] = await mails(guest);
    expect(mail?.text).toMatch(/http:\/\/shop\.test\/orders\/[\w-]+\?access=signed\.token/);
    expect(mail?.html).toMatch(/href="http:\/\/shop\.test\/orders\/[\w-]+\?access=signed\.token"/);
    await bus.deliver(orderEvent(orderPaid, anOrder({ email: customer.email }), customer.userId));
    await vi.waitFor(async () => expect(await subjects(customer.email)).toHaveLength(1));
    expect((await mails(customer.email))[0]?.text).not.toContain('access=');
  });

  it('When money goes back in parts, then each part is told once with what is back in all, and the last as all', async () => {
    const { userId, email } = await shopper();
    const order = anOrder({ email });
    const given = (amount: number, status = order.status) =>
      orderEvent(orderRefunded, { ...order, status, refunded: { amount, currency: 'EUR' } }, userId);
    for (const event of [given(5_00), given(5_00), given(15_50), given(43_90, 'refunded')]) await bus.deliver(event);
    await vi.waitFor(async () => expect(await subjects(email)).toHaveLength(3));
    const texts = (await mails(email)).map(({ text }) => text).join();
    expect(texts).toContain('Of the €43.90 for order T-7K3M9Q we have given back €5.00 in all');
    expect(texts).toContain('we have given back €15.50 in all');
    expect(texts).toContain('We have refunded order T-7K3M9Q');
  });

  it('When a bank sent money back and as much is given again, then each time is told once', async () => {
    const { userId, email } = await shopper();
    const order = anOrder({ email });
    const given = (amount: number, refundVersion: number, status = order.status) =>
      orderEvent(orderRefunded, { ...order, status, refunded: { amount, currency: 'EUR' }, refundVersion }, userId);
    const parts = [given(5_00, 1), given(5_00, 1), given(5_00, 3)];
    const all = [given(43_90, 4, 'refunded'), given(43_90, 4, 'refunded'), given(43_90, 6, 'refunded')];
    for (const event of [...parts, ...all]) await bus.deliver(event);
    await vi.waitFor(async () => expect(await subjects(email)).toHaveLength(4));
  });

  it('When a parcel leaves, then the mail says how to follow it; when one comes back, the feed says so', async () => {
    const { userId, email, feed } = await shopper();
    const tracking = { carrier: 'An Post', number: 'AP1', url: 'https://post.test/AP1' };
    const order = anOrder({ email, tracking });
    await bus.deliver(orderEvent(orderShipped, order, userId));
    await vi.waitFor(async () => expect(await subjects(email)).toHaveLength(1));
    expect((await mails(email))[0]?.text).toContain(
      'An Post brings it under the number AP1. Follow it: https://post.test/AP1',
    );
    const { data, ...envelope } = returnEvent(order, [{ productId: newId(), quantity: 1 }]);
    await bus.deliver({ ...envelope, data: { ...(data as object), userId } });
    expect((await feed()).items[0]).toMatchObject({ title: 'Your return has arrived' });
  });

  it('When a shopper wants no order mails, then confirmations still come and other mails do not', async () => {
    const { userId, email, call, feed } = await shopper();
    const preferences = { orderUpdatesByEmail: false, orderUpdatesInApp: true, newsByEmail: false };
    expect((await call('PUT', '/preferences', preferences)).json).toEqual(preferences);
    const order = anOrder({ email });

    await bus.deliver(orderEvent(orderPaid, order, userId));
    await bus.deliver(orderEvent(orderShipped, order, userId));
    const cancelled = { ...order, reason: 'You asked for it' };
    await bus.deliver(orderEvent(orderCancelled, cancelled, userId));

    await vi.waitFor(async () => expect(await subjects(email)).toEqual(['Your order T-7K3M9Q is confirmed']));
    const { items } = await feed();
    expect(items.map(({ title }: { title: string }) => title)).toEqual([
      'Your order was cancelled',
      'Your order is on its way',
      'Thank you for your order',
    ]);
    expect(items[0].body).toContain('You asked for it. We are sending your money back.');
  });

  it('When a shopper wants nothing, then only the confirmation is told', async () => {
    const { userId, email, call, feed } = await shopper();
    await call('PUT', '/preferences', { orderUpdatesByEmail: false, orderUpdatesInApp: false, newsByEmail: false });
    await bus.deliver(orderEvent(orderShipped, anOrder({ email }), userId));
    await bus.deliver(orderEvent(orderPaid, anOrder({ email }), userId));
    expect((await feed()).items).toHaveLength(1);
  });

  it('When an account is opened, then it is welcomed once, however often the event comes, and may mark that as read', async () => {
    const { userId, email, call, feed } = await shopper();
    const data = { userId, email, name: 'Ada' };
    const registered = createEnvelope(userRegistered, {
      source: '/services/user',
      subject: userId,
      data,
      id: newId(),
      time: new Date(),
    });
    await Promise.all([bus.deliver(registered), bus.deliver(registered)]);
    await bus.deliver(registered);
    const { items } = await feed();
    expect(items).toMatchObject([{ title: 'Welcome to Tessera, Ada' }]);
    expect((await call('POST', '/notifications/read', { id: items[0].id })).json).toEqual({ unread: 0 });
    expect((await call('POST', '/notifications/read', {})).json).toEqual({ unread: 0 });
    expect(await call('POST', '/notifications/read', { id: newId() })).toMatchObject({
      status: 404,
      json: { code: 'notification-not-found' },
    });
  });

  it('When a payment fails, then the shopper is told, also when the event overtakes its order', async () => {
    const { userId, email, feed } = await shopper();
    const order = anOrder({ email });
    const data = { paymentId: newId(), orderId: order.id, message: 'The card was declined.' };
    const failed = createEnvelope(paymentFailed, { source: '/p', subject: 'p', data, id: newId(), time: new Date() });

    await expect(bus.deliver(failed)).rejects.toThrow('not known yet');
    await bus.deliver(orderEvent(orderPlaced, order, userId));
    await bus.deliver(failed);

    expect((await feed()).items[0].body).toBe('Order T-7K3M9Q: The card was declined.');
  });

  it('When input is wrong or the caller is a stranger, then that is a problem', async () => {
    const { call } = await shopper();
    expect(await call('PUT', '/preferences', { orderUpdatesByEmail: 'yes' })).toMatchObject({
      status: 400,
      json: { code: 'invalid-input' },
    });
    expect(await call('GET', '/notifications?limit=1000')).toMatchObject({ status: 400 });
    expect((await fetch(`${base}/notifications`)).status).toBe(401);
    expect((await fetch(`${base}/stream`, { headers: { 'x-guest-id': newId() } })).status).toBe(401);
  });

  it('When a stream is open, then news and the unread count come through it', async () => {
    const { userId, email, headers, call } = await shopper();
    const stop = new AbortController();
    const response = await fetch(`${base}/stream`, { headers, signal: stop.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    let text = '';
    const reading = (async () => {
      for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
    })().catch(() => {});
    const seen = (part: string) => vi.waitFor(() => expect(text).toContain(part), 5_000);

    await seen('event: unread\ndata: {"unread":0}');
    // Redis may take a moment before it listens.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await bus.deliver(orderEvent(orderPaid, anOrder({ email }), userId));
    await seen('event: notification\ndata: {"notification":{"title":"Thank you for your order"');
    await seen('{"unread":1}');
    text = '';
    await call('POST', '/notifications/read', {});
    await seen('event: unread\ndata: {"unread":0}');
    stop.abort();
    await reading;
  });

  it('When the mailbox is opened, then mails are listed and shown with all of it escaped', async () => {
    const email = `${newId()}@tessera.test`;
    const nasty = '<script>alert(1)</script>';
    const order = anOrder({ email, number: nasty });
    await bus.deliver(orderEvent(orderPaid, order, null));
    await vi.waitFor(async () => expect(await mails(email)).toHaveLength(1));
    const [mail] = await mails(email);

    const list = await fetch(`${base}/dev/mailbox`);
    expect(list.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await (await fetch(`${base}/dev/mailbox/${mail?.id}`)).text();
    for (const html of [await list.text(), page, mail?.html]) {
      expect(html).toContain('&lt;script&gt;');
      expect(html).not.toContain('<script>');
    }
    expect(page).toContain(email);
    expect((await fetch(`${base}/dev/mailbox/none`)).status).toBe(404);
  });
});
