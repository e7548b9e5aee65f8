import { calculateObjectSize, type Document, ObjectId } from 'bson';
import { bsonKey } from './bson-key.ts';
import type { DocumentStore } from './document-store.ts';
import { MongoError } from './mongo-error.ts';
import { createUniqueIndex, type UniqueIndex } from './unique-index.ts';

const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
export const ID_INDEX: Document = { v: 2, key: { _id: 1 }, name: '_id_' };

/** The documents of one namespace in order of insertion, each stored before it is seen. Never change one in place. */
export interface Collection {
  readonly namespace: string;
  readonly indexes: ReadonlyMap<string, Document>;
  /** All that a filter may match: everything, or the one document whose `_id` it names. */
  candidates(filter: Document): Iterable<Document>;
  insert(document: Document): Document;
  replace(former: Document, next: Document): void;
  remove(document: Document): void;
  addIndex(spec: Document): void;
  dropIndex(name: string): void;
  /** Takes in what was stored by an earlier process. */
  restore(document: Document): void;
}

const isPlainValue = (value: unknown) =>
  value !== undefined && !(value instanceof RegExp) && (typeof value !== 'object' || value instanceof ObjectId);

export function createCollection(namespace: string, store: DocumentStore): Collection {
  const documents = new Map<string, Document>();
  const indexes = new Map<string, Document>([[ID_INDEX.name, ID_INDEX]]);
  const uniqueIndexes = new Map<string, UniqueIndex>([[ID_INDEX.name, createUniqueIndex(namespace, ID_INDEX)]]);

  /** `key` is that of the document which is to be replaced, if one is. */
  function check(key: string | null, document: Document) {
    const size = calculateObjectSize(document);
    if (size > MAX_DOCUMENT_BYTES) {
      throw new MongoError(
        'BSONObjectTooLarge',
        `BSONObj size: ${size} is invalid. Size must be at most ${MAX_DOCUMENT_BYTES}`,
      );
    }
    for (const index of uniqueIndexes.values()) index.check(key, document);
  }
  function keep(key: string, document: Document) {
    documents.set(key, document);
    for (const index of uniqueIndexes.values()) index.add(key, document);
  }
  return {
    namespace,
    indexes,
    candidates(filter) {
      if (!isPlainValue(filter._id)) return documents.values();
      const found = documents.get(bsonKey(filter._id));
      return found ? [found] : [];
    },
    insert({ _id = new ObjectId(), ...rest }) {
      const document = { _id, ...rest };
      const key = bsonKey(_id);
      check(null, document);
      store.putDocument(namespace, key, document);
      keep(key, document);
      return document;
    },
    replace(former, next) {
      const key = bsonKey(former._id);
      check(key, next);
      store.putDocument(namespace, key, next);
      for (const index of uniqueIndexes.values()) index.remove(former);
      keep(key, next);
    },
    remove(document) {
      const key = bsonKey(document._id);
      store.deleteDocument(namespace, key);
      documents.delete(key);
      for (const index of uniqueIndexes.values()) index.remove(document);
    },
    addIndex(spec) {
      if (spec.unique) {
        const index = createUniqueIndex(namespace, spec);
        for (const [key, document] of documents) {
          index.check(key, document);
          index.add(key, document);
        }
        uniqueIndexes.set(spec.name, index);
      }
      store.putIndex(namespace, spec);
      indexes.set(spec.name, spec);
    },
    dropIndex(name) {
      store.dropIndex(namespace, name);
      indexes.delete(name);
      uniqueIndexes.delete(name);
    },
    restore: (document) => keep(bsonKey(document._id), document),
  };
}
