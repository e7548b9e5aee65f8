import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Document, deserialize, serialize } from 'bson';

/** Where collections keep what must survive `kill -9`: every call returns when SQLite has it in its log. */
export interface DocumentStore {
  load(): { namespaces: string[]; indexes: { namespace: string; spec: Document }[]; documents: StoredDocument[] };
  putNamespace(namespace: string): void;
  dropNamespace(namespace: string): void;
  putIndex(namespace: string, spec: Document): void;
  dropIndex(namespace: string, name: string): void;
  putDocument(namespace: string, key: string, document: Document): void;
  deleteDocument(namespace: string, key: string): void;
  close(): void;
}
interface StoredDocument {
  readonly namespace: string;
  readonly key: string;
  readonly document: Document;
}

const SCHEMA = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS namespaces (name TEXT PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS indexes (namespace TEXT, name TEXT, spec BLOB, PRIMARY KEY (namespace, name));
  CREATE TABLE IF NOT EXISTS documents (namespace TEXT, key TEXT, bson BLOB, PRIMARY KEY (namespace, key));
`;

/** SQLite takes the folder for this process; the operating system gives it free when the process ends, however. */
export function openDocumentStore(folder: string): DocumentStore {
  const database = new DatabaseSync(join(folder, 'mongo.sqlite'));
  try {
    database.exec(SCHEMA);
  } catch (cause) {
    database.close();
    throw new Error(`${folder} is in use by another process. Stop the other Tessera, or set DATA_DIR.`, { cause });
  }
  const putNamespace = database.prepare('INSERT OR IGNORE INTO namespaces VALUES (?)');
  const putIndex = database.prepare('INSERT OR REPLACE INTO indexes VALUES (?, ?, ?)');
  const dropIndex = database.prepare('DELETE FROM indexes WHERE namespace = ? AND name = ?');
  const putDocument = database.prepare(
    'INSERT INTO documents VALUES (?, ?, ?) ON CONFLICT (namespace, key) DO UPDATE SET bson = excluded.bson',
  );
  const deleteDocument = database.prepare('DELETE FROM documents WHERE namespace = ? AND key = ?');
  const all = (sql: string) => database.prepare(sql).all() as Record<string, string & Uint8Array>[];
  return {
    load: () => ({
      namespaces: all('SELECT name FROM namespaces').map((row) => row.name!),
      indexes: all('SELECT * FROM indexes').map((row) => ({ namespace: row.namespace!, spec: deserialize(row.spec!) })),
      documents: all('SELECT * FROM documents ORDER BY rowid').map((row) => ({
        namespace: row.namespace!,
        key: row.key!,
        document: deserialize(row.bson!),
      })),
    }),
    putNamespace: (namespace) => void putNamespace.run(namespace),
    dropNamespace(namespace) {
      for (const [table, column] of [
        ['documents', 'namespace'],
        ['indexes', 'namespace'],
        ['namespaces', 'name'],
      ]) {
        database.prepare(`DELETE FROM ${table} WHERE ${column} = ?`).run(namespace);
      }
    },
    putIndex: (namespace, spec) => void putIndex.run(namespace, spec.name, serialize(spec)),
    dropIndex: (namespace, name) => void dropIndex.run(namespace, name),
    putDocument: (namespace, key, document) => void putDocument.run(namespace, key, serialize(document)),
    deleteDocument: (namespace, key) => void deleteDocument.run(namespace, key),
    close: () => database.close(),
  };
}
