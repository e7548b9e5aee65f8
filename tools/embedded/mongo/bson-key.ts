import { serialize } from 'bson';

/** One string for one BSON value, so that a Map finds documents by `_id` or by a unique index's values. */
export const bsonKey = (value: unknown): string =>
  Buffer.from(serialize({ '': value ?? null }, { ignoreUndefined: false })).toString('base64');
