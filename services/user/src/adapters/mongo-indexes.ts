import type { Connection } from 'mongoose';
import { attemptModel } from './mongo-attempt-log.ts';
import { familyModel } from './mongo-family-repository.ts';
import { userModel } from './user-model.ts';

/** What queries and uniqueness rest upon. Making an index that is there does nothing, also when two instances start. */
export async function createIndexes(connection: Connection): Promise<void> {
  for (const model of [userModel(connection), familyModel(connection), attemptModel(connection)]) {
    await model.createIndexes();
  }
}
