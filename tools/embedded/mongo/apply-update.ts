import { type Document, deserialize, serialize } from 'bson';
import { updateOne } from 'mingo';
import { bsonKey } from './bson-key.ts';
import { MongoError } from './mongo-error.ts';
import { queryOptions } from './query.ts';

const copy = (document: Document): Document => deserialize(serialize(document));
const isReplacement = (update: Document | Document[]) =>
  !Array.isArray(update) && !Object.keys(update).some((key) => key.startsWith('$'));

export interface Update {
  readonly filter: Document;
  readonly update: Document | Document[];
  readonly arrayFilters?: Document[];
}

function run(
  document: Document,
  filter: Document,
  modifier: Document | Document[],
  arrayFilters?: Document[],
): Document {
  const documents = [document];
  if (Object.keys(modifier).length > 0) {
    updateOne(
      documents,
      filter,
      modifier as Parameters<typeof updateOne>[2],
      { arrayFilters, cloneMode: 'deep' },
      queryOptions,
    );
  }
  return documents[0]!;
}

function withoutSetOnInsert(update: Document | Document[]): Document | Document[] {
  if (Array.isArray(update)) return update;
  const { $setOnInsert: _, ...modifier } = update;
  return modifier;
}

/** A changed copy of a document that the filter matches; the filter tells which element a positional `$` means. */
export function applyUpdate(document: Document, { filter, update, arrayFilters }: Update): Document {
  const next = isReplacement(update)
    ? { _id: document._id, ...copy(update as Document) }
    : run(copy(document), filter, withoutSetOnInsert(update), arrayFilters);
  if (bsonKey(next._id) !== bsonKey(document._id)) {
    throw new MongoError(
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
  return next;
}

/** What the filter says by equality is what an upserted document begins with. */
function equalities(filter: Document): [string, unknown][] {
  return Object.entries(filter).flatMap(([path, condition]): [string, unknown][] => {
    if (path === '$and') return condition.flatMap(equalities);
    if (path.startsWith('$')) return [];
    if (Object.prototype.toString.call(condition) !== '[object Object]' || condition._bsontype) {
      return condition instanceof RegExp ? [] : [[path, condition]];
    }
    if ('$eq' in condition) return [[path, condition.$eq]];
    return Object.keys(condition).some((key) => key.startsWith('$')) ? [] : [[path, condition]];
  });
}

/** The document that an upsert inserts when nothing matches. */
export function upsertedDocument({ filter, update, arrayFilters }: Update): Document {
  const given = Object.fromEntries(equalities(filter));
  if (isReplacement(update)) return { ...('_id' in given && { _id: given._id }), ...copy(update as Document) };
  const first = { ...given, ...(update as Document).$setOnInsert };
  const begun = run({}, {}, Object.keys(first).length > 0 ? { $set: first } : {});
  return run(begun, {}, withoutSetOnInsert(update), arrayFilters);
}
