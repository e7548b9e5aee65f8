import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createHttpApp } from '../src/http-app.ts';
import { LOG_OPTIONS } from '../src/logger.ts';
import { serve } from '../src/process.ts';

/** What an app logs of one request to `path`, whose handler throws `fault`. */
async function logged(path: string, fault: Error): Promise<string> {
  const lines = new PassThrough();
  const app = createHttpApp({
    name: 'thing',
    logger: pino(LOG_OPTIONS, lines),
    checks: {},
    problems: {},
    passUpstream: false,
    mount: (app) =>
      app.use(() => {
        throw fault;
      }),
  });
  const server = await serve(app, { port: 0 });
  let text = '';
  lines.on('data', (chunk) => {
    text += chunk;
  });
  await (await fetch(`http://127.0.0.1:${server.port}${path}`)).text();
  while (!text.includes('"res"')) await once(lines, 'data');
  await server.close();
  return text;
}

test('When a request brings the token of a link, then its path is logged and the token is not', async () => {
  const text = await logged('/screens/order/1?access=SECRET.TOKEN', new Error('away'));
  expect(text).toContain('"url":"/screens/order/1"');
  expect(text).not.toContain('SECRET');
});

test('When a statement fails, then the log has its error without the values in it', async () => {
  const fault = Object.assign(new Error('Deadlock found'), { sql: "insert into orders values ('ada@example.org')" });
  const text = await logged('/orders', fault);
  expect(text).toContain('Deadlock found');
  expect(text).not.toContain('ada@example.org');
});
