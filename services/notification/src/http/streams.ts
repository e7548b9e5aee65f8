import { openEventStream } from '@tessera/service-kit/event-stream';
import type { Logger } from '@tessera/service-kit/logger';
import type { Response } from 'express';
import { tooManyStreams } from '../domain/notification-errors.ts';
import { FEED_LENGTH, type NotificationStore } from '../domain/notification-store.ts';

const PER_USER = 20;
const idsOf = (items: readonly { id: string }[]) => new Set(items.map(({ id }) => id));

export interface Streams {
  open(userId: string, res: Response): Promise<void>;
}

/**
 * Event streams of feeds: `unread` at once and at each change, `notification` for each that came since. What a stream
 * has shown is compared with the feed itself, so that a change whose word was lost shows with the next one.
 */
export function createStreams({ store, logger }: { store: NotificationStore; logger: Logger }): Streams {
  const byUser = new Map<string, Set<() => void>>();
  store.onChange((userId) => {
    for (const refresh of byUser.get(userId) ?? []) refresh();
  });

  return {
    async open(userId, res) {
      const start = await store.feed(userId, FEED_LENGTH);
      const streams = byUser.get(userId) ?? new Set();
      if (streams.size >= PER_USER) throw tooManyStreams();
      const stream = openEventStream(res);
      let shown = idsOf(start.items);
      let unreadShown: number | undefined;

      const update = async () => {
        const { items, unread } = await store.feed(userId, FEED_LENGTH);
        const fresh = items.filter(({ id }) => !shown.has(id)).reverse();
        for (const notification of fresh) {
          stream.send('notification', { notification, unread });
        }
        shown = idsOf(items);
        if (unread !== unreadShown) stream.send('unread', { unread });
        unreadShown = unread;
      };
      let last: Promise<void> = Promise.resolve();
      const refresh = () => {
        last = last.then(update).catch((error: unknown) => logger.warn({ err: error }, 'stream not refreshed'));
      };
      byUser.set(userId, streams.add(refresh));
      stream.signal.addEventListener('abort', () => {
        streams.delete(refresh);
        if (streams.size === 0) byUser.delete(userId);
      });
      refresh();
    },
  };
}
