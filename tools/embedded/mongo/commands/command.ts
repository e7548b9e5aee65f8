import type { Document } from 'bson';
import type { Catalog } from '../catalog.ts';
import { MongoError } from '../mongo-error.ts';

export interface Context {
  readonly catalog: Catalog;
  readonly database: string;
  readonly connectionId: number;
}

/** One command of the server. An option that it does not know is refused, so that nothing is left out silently. */
export interface Command {
  /** Option names beside the command's own. */
  readonly options?: readonly string[];
  run(command: Document, context: Context): Document;
}

/** What any command may carry and a server of one node may leave aside. */
const GENERIC_OPTIONS = [
  '$db',
  '$clusterTime',
  '$readPreference',
  'apiStrict',
  'apiVersion',
  'comment',
  'lsid',
  'maxTimeMS',
  'readConcern',
  'txnNumber',
  'writeConcern',
];

export function refuseUnknownOptions(name: string, command: Document, options: readonly string[] = []) {
  if ('startTransaction' in command || 'autocommit' in command) {
    throw new MongoError('IllegalOperation', 'Transaction numbers are only allowed on a replica set member or mongos');
  }
  for (const option of Object.keys(command)) {
    if (option === name || options.includes(option) || GENERIC_OPTIONS.includes(option)) continue;
    throw new MongoError('UnknownField', `BSON field '${name}.${option}' is an unknown field.`);
  }
}

/** `database.collection` of a command whose own value names the collection. */
export function namespaceOf(collection: unknown, { database }: Context): string {
  if (typeof collection !== 'string' || collection === '') {
    throw new MongoError('TypeMismatch', 'The collection name has to be a string that is not empty');
  }
  return `${database}.${collection}`;
}

/** Runs each write; an ordered command stops at the first that is refused. */
export function runWrites(
  writes: Document[],
  ordered: boolean,
  write: (item: Document, index: number) => void,
): Document {
  const writeErrors: Document[] = [];
  for (const [index, item] of writes.entries()) {
    try {
      write(item, index);
    } catch (error) {
      writeErrors.push(MongoError.from(error).toWriteError(index));
      if (ordered) break;
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {};
}
