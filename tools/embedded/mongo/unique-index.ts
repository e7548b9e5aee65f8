import { type Document, EJSON } from 'bson';
import { bsonKey } from './bson-key.ts';
import { indexEntries } from './index-keys.ts';
import { MongoError } from './mongo-error.ts';
import { matcher } from './query.ts';

/** Refuses a second document with the same values. Knows documents by the key of their `_id`. */
export interface UniqueIndex {
  /** Refuses values that another document than `key` has. */
  check(key: string | null, document: Document): void;
  add(key: string, document: Document): void;
  remove(document: Document): void;
}

export function createUniqueIndex(namespace: string, spec: Document): UniqueIndex {
  const fields = Object.keys(spec.key);
  const holders = new Map<string, string>();
  const covers = spec.partialFilterExpression ? matcher(spec.partialFilterExpression) : () => true;
  const entriesOf = (document: Document) => {
    if (!covers(document)) return [];
    const entries = indexEntries(document, fields);
    return spec.sparse ? entries.filter((entry) => entry.some((value) => value !== undefined)) : entries;
  };
  return {
    check(key, document) {
      for (const entry of entriesOf(document)) {
        const holder = holders.get(bsonKey(entry));
        if (holder === undefined || holder === key) continue;
        const keyValue = Object.fromEntries(fields.map((field, i) => [field, entry[i] ?? null]));
        const shown = fields.map((field) => `${field}: ${EJSON.stringify(keyValue[field])}`).join(', ');
        throw new MongoError(
          'DuplicateKey',
          `E11000 duplicate key error collection: ${namespace} index: ${spec.name} dup key: { ${shown} }`,
          { keyPattern: spec.key, keyValue },
        );
      }
    },
    add(key, document) {
      for (const entry of entriesOf(document)) holders.set(bsonKey(entry), key);
    },
    remove(document) {
      for (const entry of entriesOf(document)) holders.delete(bsonKey(entry));
    },
  };
}
