import { UpstreamUnavailable } from '@tessera/service-kit/upstream-error';

// The driver does not export all of these classes.
const UNREACHABLE = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoPoolClearedError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoWaitQueueTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  // Mongoose's own, for a command while there is no connection.
  'MongooseError',
]);

/** The database can't be reached right now: the same again may work. */
export const isUnreachable = (error: unknown): boolean => error instanceof Error && UNREACHABLE.has(error.name);

type Method = (...input: never[]) => Promise<unknown>;

/** The same port, whose methods say that the database is unavailable when it can't be reached: a 503, not a 500. */
export const whileReachable = <Port extends { readonly [Name in keyof Port]: Method }>(port: Port): Port =>
  Object.fromEntries(
    Object.entries<Method>(port).map(([name, method]) => [
      name,
      async (...input: never[]) => {
        try {
          return await method(...input);
        } catch (cause) {
          throw isUnreachable(cause) ? new UpstreamUnavailable('The database of the user service', { cause }) : cause;
        }
      },
    ]),
  ) as Port;
