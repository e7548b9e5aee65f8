import type { DatabaseConnection, Dialect, Driver } from 'kysely';
import { UpstreamUnavailable } from './upstream-error.ts';

/** SQLSTATEs: connection failures, out of resources or disk, stopped by an operator or a time limit, waited for a lock. */
const STATES = /^(08...|53...|57014|57P0[1-5]|55P03)$/;
const CODES = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['PROTOCOL_CONNECTION_LOST', 'PROTOCOL_SEQUENCE_TIMEOUT', 'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR'],
  ...['ER_CON_COUNT_ERROR', 'ER_SERVER_SHUTDOWN', 'ER_CONNECTION_KILLED', 'ER_LOCK_WAIT_TIMEOUT', 'ER_DISK_FULL'],
  ...['ER_QUERY_TIMEOUT', 'ER_STATEMENT_TIMEOUT', 'ER_RECORD_FILE_FULL', 'ER_QUERY_INTERRUPTED'],
]);
/** What the drivers say without a code. */
const MESSAGES =
  /timeout exceeded when trying to connect|Query read timeout|Connection terminated|not queryable|Client was closed|Queue limit reached|closed state/;

/** The database is away, full, or too busy: the same again may work. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return STATES.test(code) || CODES.has(code) || MESSAGES.test(error.message);
}

const explained = (error: unknown): unknown =>
  isOutage(error) ? new UpstreamUnavailable('The database', { cause: error }) : error;

/** The same dialect, whose errors say `UpstreamUnavailable` (a 503) when the database can't do its work right now. */
export function explainOutages(dialect: Dialect): Dialect {
  const known = new WeakSet<DatabaseConnection>();
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => {
      const driver = dialect.createDriver();
      const acquire = driver.acquireConnection.bind(driver);
      driver.acquireConnection = async (...options: Parameters<Driver['acquireConnection']>) => {
        const connection = await acquire(...options).catch((error: unknown) => Promise.reject(explained(error)));
        if (known.has(connection)) return connection;
        known.add(connection);
        const execute = connection.executeQuery.bind(connection);
        connection.executeQuery = async <Row>(...query: Parameters<typeof execute>) => {
          try {
            return await execute<Row>(...query);
          } catch (error) {
            throw explained(error);
          }
        };
        return connection;
      };
      return driver;
    },
  };
}
