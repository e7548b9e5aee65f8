import type { Connection } from 'mongoose';
import type { User } from '../domain/user.ts';
import { emailTaken } from '../domain/user-errors.ts';
import type { Change, UserRepository } from '../domain/user-repository.ts';
import { isDuplicateKey } from './mongo-connection.ts';
import { type UserDocument, userModel } from './user-model.ts';

function toUser({ _id, outbox: _, ...fields }: UserDocument): User {
  return { id: _id, ...fields };
}
async function uniquely<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    throw isDuplicateKey(error) ? emailTaken() : error;
  }
}

/** `onEvents` is told when there is something to relay. */
export function mongoUserRepository({
  connection,
  onEvents,
}: {
  connection: Connection;
  onEvents: () => void;
}): UserRepository {
  const users = userModel(connection);

  /** False when the account changed since it was read. */
  async function save(former: User, { user: { id, ...fields }, events }: Change): Promise<boolean> {
    const { matchedCount } = await uniquely(() =>
      users.updateOne({ _id: id, version: former.version }, { $set: fields, $push: { outbox: { $each: events } } }),
    );
    return matchedCount === 1;
  }
  async function findById(id: string) {
    const found = await users.findById(id).lean<UserDocument>();
    return found ? toUser(found) : null;
  }
  return {
    findById,
    async findByEmail(email) {
      const found = await users.findOne({ email }).lean<UserDocument>();
      return found ? toUser(found) : null;
    },
    async insert({ user: { id, ...fields }, events }) {
      await uniquely(() => users.create({ _id: id, ...fields, outbox: events }));
      onEvents();
    },
    async change(id, decide) {
      for (;;) {
        const former = await findById(id);
        if (!former) return null;
        const { user, events } = decide(former);
        const next = { ...user, version: former.version + 1 };
        if (!(await save(former, { user: next, events }))) continue;
        if (events.length > 0) onEvents();
        return next;
      }
    },
  };
}
