import { type Collection, createCollection } from './collection.ts';
import type { DocumentStore } from './document-store.ts';

/** All collections of all databases, by namespace (`database.collection`). */
export interface Catalog {
  find(namespace: string): Collection | undefined;
  /** As MongoDB does, a collection comes to be with its first document or index. */
  ensure(namespace: string): Collection;
  drop(namespace: string): boolean;
  namespaces(): string[];
  all(): Iterable<Collection>;
}

export function loadCatalog(store: DocumentStore): Catalog {
  const collections = new Map<string, Collection>();
  const stored = store.load();
  for (const namespace of stored.namespaces) collections.set(namespace, createCollection(namespace, store));
  for (const { namespace, document } of stored.documents) collections.get(namespace)?.restore(document);
  for (const { namespace, spec } of stored.indexes) collections.get(namespace)?.addIndex(spec);
  return {
    find: (namespace) => collections.get(namespace),
    ensure(namespace) {
      const found = collections.get(namespace);
      if (found) return found;
      store.putNamespace(namespace);
      const created = createCollection(namespace, store);
      collections.set(namespace, created);
      return created;
    },
    drop(namespace) {
      if (!collections.has(namespace)) return false;
      store.dropNamespace(namespace);
      return collections.delete(namespace);
    },
    namespaces: () => [...collections.keys()],
    all: () => collections.values(),
  };
}
