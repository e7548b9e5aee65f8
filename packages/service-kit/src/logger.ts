import { type Logger, type LoggerOptions, pino } from 'pino';

/** Names of fields that never reach a log, at the top of the logged object and one level down. */
const SECRET = [
  ...['authorization', 'cookie', '["set-cookie"]', 'password', 'card', 'cvc', 'accessToken', 'refreshToken'],
  // mysql2 puts the statement with all its values into what it throws.
  'sql',
];

export const LOG_OPTIONS: LoggerOptions = {
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: SECRET.flatMap((key) => [key, key.startsWith('[') ? `*${key}` : `*.${key}`]),
    censor: '[redacted]',
  },
};

/** JSON lines on stdout; `LOG_LEVEL` (default `info`) says from which level on. */
export function createLogger(name: string, level = process.env.LOG_LEVEL || 'info'): Logger {
  return pino({ ...LOG_OPTIONS, name, level });
}

export type { Logger } from 'pino';
