import type { PGlite } from '@electric-sql/pglite';

/** The messages of the extended protocol that belong to the next Sync: Parse, Bind, Describe, Execute, Close, Flush. */
const BEFORE_SYNC = new Set([...'PBDECH'].map((type) => type.charCodeAt(0)));

/**
 * The database for a PGLiteSocketServer, which lets connections take turns at every message, though all share one
 * unnamed statement and portal: without this the parameters of one query reach another's. It keeps to one connection
 * while a transaction is open, so that is what this says until a query has all its messages.
 */
export function wholeQueries(db: PGlite): PGlite {
  let unfinished = false;
  const changed: Partial<PGlite> = {
    isInTransaction: () => unfinished || db.isInTransaction(),
    execProtocolRawStream(message, options) {
      unfinished = BEFORE_SYNC.has(message[0] ?? 0);
      return db.execProtocolRawStream(message, options);
    },
    // Called when a client left in the middle.
    exec(query, options) {
      unfinished = false;
      return db.exec(query, options);
    },
  };
  return new Proxy(db, {
    get(target, name) {
      const value = Reflect.get(name in changed ? changed : target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
