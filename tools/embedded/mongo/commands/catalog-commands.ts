import type { Document } from 'bson';
import { bsonKey } from '../bson-key.ts';
import { MongoError } from '../mongo-error.ts';
import { project, select } from '../query.ts';
import { type Command, namespaceOf } from './command.ts';

const INDEX_OPTIONS = [
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
];

function readIndexSpec(spec: Document): Document {
  const unknown = Object.keys(spec).find((option) => !INDEX_OPTIONS.includes(option));
  if (unknown) throw new MongoError('CannotCreateIndex', `The index option '${unknown}' is not supported here`);
  for (const [field, kind] of Object.entries(spec.key)) {
    if (kind !== 1 && kind !== -1)
      throw new MongoError('CannotCreateIndex', `An index of kind '${kind}' on '${field}' is not supported here`);
  }
  const { background: _, ...kept } = spec;
  return { v: 2, ...kept };
}

/** Only unique indexes change what the server does: everything is in memory, and found by going through it. */
export const createIndexes: Command = {
  options: ['indexes', 'commitQuorum'],
  run(command, context) {
    const namespace = namespaceOf(command.createIndexes, context);
    const createdCollectionAutomatically = !context.catalog.find(namespace);
    const collection = context.catalog.ensure(namespace);
    const numIndexesBefore = collection.indexes.size;
    for (const spec of command.indexes.map(readIndexSpec)) {
      const sameName = collection.indexes.get(spec.name);
      if (sameName && bsonKey(sameName) === bsonKey(spec)) continue;
      if (sameName) {
        throw new MongoError(
          'IndexKeySpecsConflict',
          `An existing index has the same name as the requested index: ${spec.name}`,
        );
      }
      if ([...collection.indexes.values()].some((index) => bsonKey(index.key) === bsonKey(spec.key))) {
        throw new MongoError(
          'IndexOptionsConflict',
          `Index already exists with a different name or options: ${spec.name}`,
        );
      }
      collection.addIndex(spec);
    }
    return { numIndexesBefore, numIndexesAfter: collection.indexes.size, createdCollectionAutomatically };
  },
};

export const listIndexes: Command = {
  options: ['cursor'],
  run(command, context) {
    const namespace = namespaceOf(command.listIndexes, context);
    const collection = context.catalog.find(namespace);
    if (!collection) throw new MongoError('NamespaceNotFound', `ns does not exist: ${namespace}`);
    return { cursor: { id: 0n, ns: namespace, firstBatch: [...collection.indexes.values()] } };
  },
};

export const dropIndexes: Command = {
  options: ['index'],
  run(command, context) {
    const collection = context.catalog.find(namespaceOf(command.dropIndexes, context));
    if (!collection) throw new MongoError('NamespaceNotFound', 'ns not found');
    const nIndexesWas = collection.indexes.size;
    const names =
      command.index === '*' ? [...collection.indexes.keys()].filter((name) => name !== '_id_') : [command.index];
    for (const name of names) {
      if (name === '_id_') throw new MongoError('InvalidOptions', 'cannot drop _id index');
      if (!collection.indexes.has(name)) throw new MongoError('IndexNotFound', `index not found with name [${name}]`);
      collection.dropIndex(name);
    }
    return { nIndexesWas };
  },
};

export const listCollections: Command = {
  options: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  run({ filter = {} }, { catalog, database }) {
    const prefix = `${database}.`;
    const entries = catalog
      .namespaces()
      .filter((namespace) => namespace.startsWith(prefix))
      .map((namespace) => ({
        name: namespace.slice(prefix.length),
        type: 'collection',
        options: {},
        info: { readOnly: false },
      }));
    return {
      cursor: {
        id: 0n,
        ns: `${prefix}$cmd.listCollections`,
        firstBatch: project(select(entries, { filter }), undefined),
      },
    };
  },
};

export const create: Command = {
  run(command, context) {
    context.catalog.ensure(namespaceOf(command.create, context));
    return {};
  },
};

export const drop: Command = {
  run(command, context) {
    const namespace = namespaceOf(command.drop, context);
    if (!context.catalog.drop(namespace)) throw new MongoError('NamespaceNotFound', 'ns not found');
    return { ns: namespace };
  },
};

export const dropDatabase: Command = {
  run(_, { catalog, database }) {
    for (const namespace of catalog.namespaces()) if (namespace.startsWith(`${database}.`)) catalog.drop(namespace);
    return { dropped: database };
  },
};
