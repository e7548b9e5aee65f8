import type { Logger } from '@tessera/service-kit/logger';
import { createClient } from 'redis';
import { FEED_LENGTH, type NewNotification, type NotificationStore } from '../domain/notification-store.ts';
import { RECORD, TAKE_MAILS } from './redis-scripts.ts';

const DEADLINE_MS = 2_000;
const LEASE_MS = 60_000;
/** How long an occurrence is remembered; far beyond any redelivery. */
const ONCE_SECONDS = 90 * 86_400;

interface Options {
  readonly url: string;
  readonly prefix: string;
  readonly clock: { now(): Date };
  readonly logger: Logger;
}

export async function redisNotificationStore({ url, prefix, clock, logger }: Options): Promise<NotificationStore> {
  const client = createClient({ url, disableOfflineQueue: true, commandOptions: { timeout: DEADLINE_MS } });
  // A connection that listens can do nothing else.
  const listening = client.duplicate({ disableOfflineQueue: false, commandOptions: {} });
  for (const each of [client, listening]) {
    each.on('error', (error) => logger.warn({ err: error }, 'Redis is not reachable'));
    await each.connect();
  }
  const key = (...parts: string[]) => prefix + parts.join(':');
  const keys = {
    mails: key('mails'),
    bodies: key('mail-bodies'),
    attempts: key('mail-attempts'),
    outbox: key('outbox'),
    changed: key('changed'),
  };

  const readFeed = async (userId: string) => {
    const [texts, read] = await Promise.all([
      client.lRange(key('feed', userId), 0, FEED_LENGTH - 1),
      client.sMembers(key('read', userId)),
    ]);
    const items = texts.map((text): NewNotification => JSON.parse(text));
    return { items, read: new Set(read) };
  };
  const getJson = async (name: string) => {
    const text = await client.get(name);
    return text ? JSON.parse(text) : undefined;
  };

  return {
    async record({ once, inApp, mail, events }) {
      await client.eval(RECORD, {
        keys: [key('once', once), key('feed', inApp?.userId ?? ''), keys.mails, keys.bodies, keys.outbox],
        arguments: [
          String(ONCE_SECONDS),
          String(FEED_LENGTH),
          inApp ? JSON.stringify(inApp.notification) : '',
          mail?.id ?? '',
          mail ? JSON.stringify(mail) : '',
          keys.changed,
          inApp?.userId ?? '',
          ...events.map((event) => JSON.stringify(event)),
        ],
      });
    },

    async feed(userId, limit) {
      const { items, read } = await readFeed(userId);
      return {
        items: items.slice(0, limit).map((item) => ({ ...item, read: read.has(item.id) })),
        unread: items.filter(({ id }) => !read.has(id)).length,
      };
    },

    async markRead(userId, id) {
      const { items, read } = await readFeed(userId);
      const ids = items.map((item) => item.id);
      if (id && !ids.includes(id)) return false;
      const marked = id ? [id] : ids;
      const fallenOut = [...read].filter((each) => !ids.includes(each));
      const change = client.multi();
      if (marked.length > 0) change.sAdd(key('read', userId), marked);
      if (fallenOut.length > 0) change.sRem(key('read', userId), fallenOut);
      await change.publish(keys.changed, userId).exec();
      return true;
    },

    preferences: (userId) => getJson(key('preferences', userId)),
    setPreferences: async (userId, preferences) =>
      void (await client.set(key('preferences', userId), JSON.stringify(preferences))),
    rememberOrder: async (orderId, order) =>
      void (await client.set(key('order', orderId), JSON.stringify(order), {
        expiration: { type: 'EX', value: ONCE_SECONDS },
      })),
    knownOrder: (orderId) => getJson(key('order', orderId)),

    async takeMails(limit) {
      const now = clock.now().getTime();
      const taken = (await client.eval(TAKE_MAILS, {
        keys: [keys.mails, keys.bodies, keys.attempts],
        arguments: [String(now), String(now + LEASE_MS), String(limit)],
      })) as string[];
      return Array.from({ length: taken.length / 2 }, (_, n) => ({
        mail: JSON.parse(String(taken[2 * n])),
        attempts: Number(taken[2 * n + 1]),
      }));
    },
    mailSent: async (id, event) =>
      void (await client
        .multi()
        .zRem(keys.mails, id)
        .hDel(keys.bodies, id)
        .hDel(keys.attempts, id)
        .rPush(keys.outbox, JSON.stringify(event))
        .exec()),
    postponeMail: async (id, until) =>
      void (await client.zAdd(
        keys.mails,
        { value: id, score: until === 'for-ever' ? Number.POSITIVE_INFINITY : until.getTime() },
        { condition: 'XX' },
      )),

    onChange: (listener) => {
      listening
        .subscribe(keys.changed, (userId) => listener(userId))
        .catch((error: unknown) => logger.error({ err: error }, 'no word of changes in other instances'));
    },

    outbox: {
      async take(limit) {
        const texts = await client.lRange(keys.outbox, 0, limit - 1);
        return {
          envelopes: texts.map((text) => JSON.parse(text)),
          // By value: another relay may have taken the same ones, and what follows them must stay.
          done: async () => void (await Promise.all(texts.map((text) => client.lRem(keys.outbox, 1, text)))),
        };
      },
    },
    check: async () => void (await client.ping()),
    close: async () => {
      listening.destroy();
      client.destroy();
    },
  };
}
