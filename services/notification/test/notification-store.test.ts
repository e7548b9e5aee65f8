import path from 'node:path';
import type { EventEnvelope } from '@tessera/contracts/events/event';
import { createLogger } from '@tessera/service-kit/logger';
import { newId } from '@tessera/service-kit/system';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { redisNotificationStore } from '../src/adapters/redis-notification-store.ts';
import { sqliteNotificationStore } from '../src/adapters/sqlite-notification-store.ts';
import { FEED_LENGTH, type News, type NotificationStore } from '../src/domain/notification-store.ts';
import { onEachStore } from './stores.ts';

onEachStore('The notification store', (settings) => {
  const logger = createLogger('test', 'silent');
  let now = Date.parse('2026-11-20T10:00:00Z');
  const clock = { now: () => new Date(now) };
  const stores: NotificationStore[] = [];
  let store: NotificationStore;
  let userId = '';

  const open = async () => {
    const { redisUrl, redisPrefix, dataDir } = settings();
    const opened = redisUrl
      ? await redisNotificationStore({ url: redisUrl, prefix: redisPrefix, clock, logger })
      : sqliteNotificationStore({ file: path.join(dataDir, 'notification.sqlite'), clock });
    stores.push(opened);
    return opened;
  };
  beforeEach(async () => {
    store = await open();
    userId = newId();
  });
  afterEach(async () => {
    for (;;) {
      const { envelopes, done } = await store.outbox.take(100);
      if (envelopes.length === 0) break;
      await done();
    }
    await Promise.all(stores.splice(0).map((each) => each.close()));
  });

  const event = (): EventEnvelope => ({
    specversion: '1.0',
    id: newId(),
    source: '/test',
    type: 'notification.sent',
    dataschema: 'urn:x',
    time: clock.now().toISOString(),
    subject: 's',
    data: {},
  });
  const news = (changes: Partial<News> = {}): News => ({
    once: newId(),
    inApp: { userId, notification: { id: newId(), title: 'T', body: 'B', at: clock.now().toISOString() } },
    events: [event()],
    ...changes,
  });
  const mail = () => ({ id: newId(), to: 'a@b.test', subject: 'S', text: 't', html: 'h', userId, cause: newId() });

  it('When an occurrence is recorded twice, then its effects are there once', async () => {
    const twice = news({ mail: mail() });
    await Promise.all([store.record(twice), store.record(twice)]);

    expect(await store.feed(userId, 10)).toMatchObject({ unread: 1, items: [{ title: 'T', read: false }] });
    expect((await store.outbox.take(10)).envelopes).toEqual(twice.events);
    expect((await store.takeMails(10)).map(({ mail }) => mail)).toEqual([twice.mail]);
    await store.mailSent(twice.mail?.id ?? '', event());
  });

  it('When notifications are read, one or all, then the unread count says so', async () => {
    const [one, two, three] = [news(), news(), news()];
    for (const each of [one, two, three]) await store.record(each);

    expect(await store.markRead(userId, two.inApp?.notification.id)).toBe(true);
    const { items, unread } = await store.feed(userId, 2);
    expect(items.map(({ id, read }) => [id, read])).toEqual([
      [three.inApp?.notification.id, false],
      [two.inApp?.notification.id, true],
    ]);
    expect(unread).toBe(2);

    expect(await store.markRead(userId)).toBe(true);
    expect((await store.feed(userId, 10)).unread).toBe(0);
  });

  it("When a notification is not the caller's, then it can't be marked", async () => {
    const other = news();
    await store.record(other);
    expect(await store.markRead(newId(), other.inApp?.notification.id)).toBe(false);
    expect((await store.feed(userId, 10)).unread).toBe(1);
  });

  it('When more come than a feed keeps, then the oldest fall out', async () => {
    for (let n = 0; n < FEED_LENGTH + 5; n += 1) await store.record(news());
    const { items, unread } = await store.feed(userId, 1_000);
    expect([items.length, unread]).toEqual([FEED_LENGTH, FEED_LENGTH]);
    await store.markRead(userId);
    await store.record(news());
    expect((await store.feed(userId, 10)).unread).toBe(1);
  });

  it('When preferences are set, then they are the last ones; before that there are none', async () => {
    expect(await store.preferences(userId)).toBeUndefined();
    const chosen = { orderUpdatesByEmail: false, orderUpdatesInApp: true, newsByEmail: true };
    await store.setPreferences(userId, chosen);
    expect(await store.preferences(userId)).toEqual(chosen);
  });

  it('When a mail is taken, then nobody else takes it until the lease is over; when it is sent, it is gone', async () => {
    const waiting = mail();
    await store.record(news({ mail: waiting }));

    expect(await store.takeMails(10)).toEqual([{ mail: waiting, attempts: 1 }]);
    expect(await store.takeMails(10)).toEqual([]);
    now += 61_000;
    expect(await store.takeMails(10)).toEqual([{ mail: waiting, attempts: 2 }]);

    const sent = event();
    await store.mailSent(waiting.id, sent);
    now += 61_000;
    expect(await store.takeMails(10)).toEqual([]);
    expect((await store.outbox.take(10)).envelopes).toContainEqual(sent);
  });

  it('When a mail is postponed, then it is due at that time, or never', async () => {
    const waiting = mail();
    await store.record(news({ mail: waiting }));
    await store.takeMails(10);
    await store.postponeMail(waiting.id, new Date(now + 5_000));
    expect(await store.takeMails(10)).toEqual([]);
    now += 5_001;
    expect(await store.takeMails(10)).toHaveLength(1);
    await store.postponeMail(waiting.id, 'for-ever');
    now += 10 * 365 * 86_400_000;
    expect(await store.takeMails(10)).toEqual([]);
  });

  it('When a feed changes, then it is said', async () => {
    const heard = vi.fn();
    store.onChange(heard);
    await vi.waitFor(async () => {
      await store.record(news());
      expect(heard).toHaveBeenCalledWith(userId);
    });
  });

  it('When the process starts again, then all is still there', async () => {
    await store.record(news());
    await store.rememberOrder('o', { number: 'T-1', userId });
    const again = await open();
    expect((await again.feed(userId, 10)).unread).toBe(1);
    expect(await again.knownOrder('o')).toEqual({ number: 'T-1', userId });
  });
});
