import type { Document } from 'bson';
import { applyUpdate, upsertedDocument } from '../apply-update.ts';
import { bsonKey } from '../bson-key.ts';
import type { Collection } from '../collection.ts';
import { select } from '../query.ts';
import { type Command, namespaceOf, refuseUnknownOptions, runWrites } from './command.ts';

const WRITE_OPTIONS = ['ordered', 'bypassDocumentValidation', 'let'];

export const insert: Command = {
  options: ['documents', ...WRITE_OPTIONS],
  run(command, context) {
    const collection = context.catalog.ensure(namespaceOf(command.insert, context));
    let n = 0;
    const errors = runWrites(command.documents, command.ordered ?? true, (document) => {
      collection.insert(document);
      n += 1;
    });
    return { n, ...errors };
  },
};

const UPDATE_OPTIONS = ['q', 'u', 'multi', 'upsert', 'arrayFilters', 'sort', 'hint'];

function runUpdate(collection: Collection, item: Document): { n: number; nModified: number; upsertedId?: unknown } {
  refuseUnknownOptions('updates', item, UPDATE_OPTIONS);
  const change = { filter: item.q, update: item.u, arrayFilters: item.arrayFilters };
  const found = select(collection.candidates(item.q), { filter: item.q, sort: item.sort, limit: item.multi ? 0 : 1 });
  if (found.length === 0 && item.upsert) {
    return { n: 1, nModified: 0, upsertedId: collection.insert(upsertedDocument(change))._id };
  }
  let nModified = 0;
  for (const document of found) {
    const next = applyUpdate(document, change);
    if (bsonKey(next) === bsonKey(document)) continue;
    collection.replace(document, next);
    nModified += 1;
  }
  return { n: found.length, nModified };
}

export const update: Command = {
  options: ['updates', ...WRITE_OPTIONS],
  run(command, context) {
    const collection = context.catalog.ensure(namespaceOf(command.update, context));
    const upserted: Document[] = [];
    const sum = { n: 0, nModified: 0 };
    const errors = runWrites(command.updates, command.ordered ?? true, (item, index) => {
      const { n, nModified, upsertedId } = runUpdate(collection, item);
      sum.n += n;
      sum.nModified += nModified;
      if (upsertedId !== undefined) upserted.push({ index, _id: upsertedId });
    });
    return { ...sum, ...(upserted.length > 0 && { upserted }), ...errors };
  },
};

const remove: Command = {
  options: ['deletes', ...WRITE_OPTIONS],
  run(command, context) {
    const collection = context.catalog.find(namespaceOf(command.delete, context));
    let n = 0;
    const errors = runWrites(command.deletes, command.ordered ?? true, (item) => {
      refuseUnknownOptions('deletes', item, ['q', 'limit', 'hint']);
      for (const document of select(collection?.candidates(item.q) ?? [], { filter: item.q, limit: item.limit })) {
        collection?.remove(document);
        n += 1;
      }
    });
    return { n, ...errors };
  },
};

export { remove as delete };
