import type { Document } from 'bson';
import { MongoError } from '../mongo-error.ts';
import { matcher, project, aggregate as runPipeline, select } from '../query.ts';
import { type Command, type Context, namespaceOf } from './command.ts';

/** Everything is in the first batch: what fits into the memory of this process fits into a message. */
const cursor = (namespace: string, firstBatch: Document[]) => ({ cursor: { id: 0n, ns: namespace, firstBatch } });

function read(command: Document, collection: unknown, filter: Document, context: Context): Document[] {
  const documents = context.catalog.find(namespaceOf(collection, context))?.candidates(filter) ?? [];
  const { sort, skip, limit } = command;
  return select(documents, { filter, sort, skip, limit });
}

export const find: Command = {
  options: ['filter', 'sort', 'projection', 'skip', 'limit', 'batchSize', 'singleBatch', 'noCursorTimeout'],
  run(command, context) {
    const { filter = {}, projection } = command;
    return cursor(
      namespaceOf(command.find, context),
      project(read(command, command.find, filter, context), projection, filter),
    );
  },
};

export const count: Command = {
  options: ['query', 'skip', 'limit'],
  run: (command, context) => ({ n: read(command, command.count, command.query ?? {}, context).length }),
};

export const distinct: Command = {
  options: ['key', 'query'],
  run(command, context) {
    const found = read({}, command.distinct, command.query ?? {}, context);
    const path = `$${command.key}`;
    const groups = runPipeline(
      found,
      [{ $unwind: { path, preserveNullAndEmptyArrays: false } }, { $group: { _id: path } }],
      () => [],
    );
    return { values: groups.map((group) => group._id) };
  },
};

export const aggregate: Command = {
  options: ['pipeline', 'cursor', 'allowDiskUse'],
  run(command, context) {
    const writes = command.pipeline.find((stage: Document) => '$out' in stage || '$merge' in stage);
    if (writes)
      throw new MongoError('UnrecognizedStage', `Unrecognized pipeline stage name: '${Object.keys(writes)[0]}'`);
    const documentsOf = (name: unknown) => [
      ...(context.catalog.find(namespaceOf(name, context))?.candidates({}) ?? []),
    ];
    const first = command.pipeline[0]?.$match;
    // A pipeline often begins by choosing one document by its _id.
    const source = first
      ? [...(context.catalog.find(namespaceOf(command.aggregate, context))?.candidates(first) ?? [])].filter(
          matcher(first),
        )
      : documentsOf(command.aggregate);
    return cursor(namespaceOf(command.aggregate, context), runPipeline(source, command.pipeline, documentsOf));
  },
};

/** No answer leaves a cursor open, so there is none to go on with. */
export const getMore: Command = {
  options: ['collection', 'batchSize'],
  run(command) {
    throw new MongoError('CursorNotFound', `cursor id ${command.getMore} not found`);
  },
};
export const killCursors: Command = {
  options: ['cursors'],
  run: ({ cursors }) => ({ cursorsKilled: [], cursorsNotFound: cursors, cursorsAlive: [], cursorsUnknown: [] }),
};
