import { expect, it } from 'vitest';
import { z } from 'zod';
import { readConfig } from './config.ts';

const schema = z.object({
  PORT: z.coerce.number().int().max(65_535).default(5004),
  DATABASE_URL: z.url().describe('an address such as postgres://user@host/db'),
  REDIS_URL: z.url().optional(),
});

it('When all is there, then the configuration is typed and frozen', () => {
  const config = readConfig(schema, { PORT: '80', DATABASE_URL: 'postgres://x/y', REDIS_URL: '', OTHER: '1' });
  expect(config).toEqual({ PORT: 80, DATABASE_URL: 'postgres://x/y' });
  expect(Object.isFrozen(config)).toBe(true);
});

it('When several variables are wrong, then all are named at once with what to put there', () => {
  expect(() => readConfig(schema, { PORT: 'many' })).toThrow(
    /PORT: .*\n.*DATABASE_URL: is not set; put there: an address such as/,
  );
});

it('When it is production, then what a laptop may leave out is required', () => {
  const env = { NODE_ENV: 'production', DATABASE_URL: 'postgres://x/y' };
  expect(() => readConfig(schema, env, ['REDIS_URL'])).toThrow('REDIS_URL is required in production');
  expect(readConfig(schema, { ...env, NODE_ENV: 'test' }, ['REDIS_URL'])).toMatchObject({ PORT: 5004 });
});
