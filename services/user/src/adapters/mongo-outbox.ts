import type { OutboxSource } from '@tessera/messaging/outbox-source';
import type { Connection } from 'mongoose';
import { type UserDocument, userModel } from './user-model.ts';

/**
 * The events inside the accounts, oldest accounts first, each account's in order. Two relays may take the same event:
 * it is then published twice, which consumers expect.
 */
export function mongoOutbox(connection: Connection): OutboxSource {
  const users = userModel(connection);
  return {
    async take(limit) {
      const found = await users
        .find({ 'outbox.id': { $exists: true } }, { outbox: 1 })
        .limit(limit)
        .lean<Pick<UserDocument, '_id' | 'outbox'>[]>();
      const envelopes = found.flatMap(({ outbox }) => outbox).slice(0, limit);
      const ids = envelopes.map(({ id }) => id);
      const accounts = found.map(({ _id }) => _id);
      return {
        envelopes,
        async done() {
          await users.updateMany({ _id: { $in: accounts } }, { $pull: { outbox: { id: { $in: ids } } } });
        },
      };
    },
  };
}
