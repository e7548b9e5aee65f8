import { type Logger, pino } from 'pino';

/** Names of fields that never reach a log, at the top of the logged object and one level down. */
const SECRET = ['authorization', 'cookie', '["set-cookie"]', 'password', 'card', 'cvc', 'accessToken', 'refreshToken'];

/** JSON lines on stdout; `LOG_LEVEL` (default `info`) says from which level on. */
export function createLogger(name: string, level = process.env.LOG_LEVEL || 'info'): Logger {
  return pino({
    name,
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: SECRET.flatMap((key) => [key, key.startsWith('[') ? `*${key}` : `*.${key}`]),
      censor: '[redacted]',
    },
  });
}

export type { Logger } from 'pino';
