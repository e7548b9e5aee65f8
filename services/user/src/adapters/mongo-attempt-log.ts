import { createHash } from 'node:crypto';
import { type Connection, type Model, Schema } from 'mongoose';
import type { AttemptLog } from '../domain/attempt-log.ts';
import { type Attempts, FORGET_AFTER_MS, secondsLocked, withFailure } from '../domain/lock-out.ts';
import { LockedOut } from '../domain/user-errors.ts';
import { isDuplicateKey } from './mongo-connection.ts';

type AttemptDocument = Attempts & { readonly _id: string; readonly expiresAt: Date };

const schema = new Schema(
  {
    _id: { type: String, required: true },
    failures: { type: Number, required: true },
    lockedUntil: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw', collection: 'sign_in_attempts' },
).index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const attemptModel = (connection: Connection): Model<AttemptDocument> =>
  (connection.models.Attempt as Model<AttemptDocument>) ??
  connection.model<AttemptDocument>('Attempt', schema as unknown as Schema<AttemptDocument>);

// Nobody reads from it who tried to sign in, and from where.
const idOf = (email: string, address: string) =>
  createHash('sha256').update(`${email}\n${address}`).digest('base64url');

export function mongoAttemptLog(connection: Connection): AttemptLog {
  const attempts = attemptModel(connection);

  /** False when another attempt was counted meanwhile. */
  async function count(id: string, found: AttemptDocument | null, now: Date): Promise<boolean> {
    const next = {
      ...withFailure(found ?? { failures: 0 }, now),
      expiresAt: new Date(now.getTime() + FORGET_AFTER_MS),
    };
    if (found) {
      const { matchedCount } = await attempts.updateOne({ _id: id, failures: found.failures }, { $set: next });
      return matchedCount === 1;
    }
    try {
      await attempts.create({ _id: id, ...next });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
  return {
    async begin(email, address, now) {
      const id = idOf(email, address);
      for (;;) {
        const found = await attempts.findById(id).lean<AttemptDocument>();
        const seconds = found ? secondsLocked(found, now) : 0;
        if (seconds > 0) throw new LockedOut(seconds);
        if (await count(id, found, now)) return;
      }
    },
    async succeeded(email, address) {
      await attempts.deleteOne({ _id: idOf(email, address) });
    },
  };
}
