import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { EventEnvelope } from '@tessera/contracts/events/event';
import { orderPlaced } from '@tessera/contracts/events/order-placed';
import { connectEventBus } from '@tessera/messaging/connect-event-bus';
import { on } from '@tessera/messaging/event-bus';
import { createLogger } from '@tessera/service-kit/logger';
import { newId } from '@tessera/service-kit/system';
import { temporaryFolder } from '@tessera/testing/temporary-folder';
import { describe, expect, test, vi } from 'vitest';
import { ROOT } from '../../start/deployables.ts';
import { CONSUMERS } from '../installation.ts';
import { runQueues } from '../run-queues.ts';

const logger = createLogger('queues-test');
logger.level = 'silent';

async function run(command: string, env: NodeJS.ProcessEnv) {
  const printed: string[] = [];
  const noted: string[] = [];
  const code = await runQueues(command.split(' ').filter(Boolean), {
    env,
    print: (text) => printed.push(text),
    note: (text) => noted.push(text),
  });
  return { code, printed: printed.join('\n'), noted: noted.join('\n') };
}

/** A folder where notification.news could not handle one event, which the shop of that folder still does not. */
async function shopWithDeadLetter() {
  const folder = await temporaryFolder();
  const event = notAnOrder();
  const bus = await connectEventBus({ dataDir: folder, logger });
  await bus.subscribe({ queue: 'notification.news', handlers: [on(orderPlaced, async () => {})] });
  await bus.publish([event]);
  const env = { DATA_DIR: folder };
  await vi.waitFor(async () => expect((await run('show notification.news', env)).printed).toContain(event.id));
  await bus.close();
  return { env, event };
}

const notAnOrder = (): EventEnvelope => ({
  specversion: '1.0',
  id: newId(),
  source: '/test',
  type: orderPlaced.type,
  dataschema: `urn:tessera:event:${orderPlaced.type}:${orderPlaced.version}`,
  time: new Date().toISOString(),
  subject: newId(),
  data: { order: 'not an order' },
});

describe('npm run queues', () => {
  test('When an event could not be handled, then list counts it and show says why', async () => {
    const { env, event } = await shopWithDeadLetter();

    const list = await run('list', env);
    expect(list).toMatchObject({ code: 0, noted: expect.stringContaining(`the journal in ${env.DATA_DIR}`) });
    expect(list.printed).toMatch(/^QUEUE +READY +WAITING +DEAD +CONSUMERS\nnotification\.news +0 +0 +1$/);
    const { printed } = await run('show notification.news', env);
    expect(printed).toContain(event.id);
    expect(printed).toContain('UnusableEvent: order.placed');
    expect((await run('show notification.news.dead', env)).printed).toBe(printed);
  });

  test('When it is asked for JSON, then the answer is JSON with the whole event', async () => {
    const { env, event } = await shopWithDeadLetter();

    const { printed } = await run('show notification.news --limit 1 --json', env);

    expect(JSON.parse(printed)).toMatchObject([{ id: event.id, failures: 1, event }]);
  });

  test('When letters are replayed while the shop is stopped, then it gets them at its next start', async () => {
    const { env, event } = await shopWithDeadLetter();

    const replay = await run('replay notification.news', env);

    expect(replay).toMatchObject({ code: 0, printed: '1 of notification.news will be delivered anew.' });
    const seen: string[] = [];
    const bus = await connectEventBus({ dataDir: env.DATA_DIR, logger });
    const anything = { type: event.type, handle: async ({ id }: EventEnvelope) => void seen.push(id) };
    await bus.subscribe({ queue: 'notification.news', handlers: [anything] });
    await vi.waitFor(() => expect(seen).toEqual([event.id]), 5_000);
    await bus.close();
  });

  test('When a letter is dropped, then it is gone, and dropping it again is refused', async () => {
    const { env, event } = await shopWithDeadLetter();

    expect(await run(`drop notification.news --id ${event.id}`, env)).toMatchObject({ code: 0 });

    const again = await run(`drop notification.news --id ${event.id}`, env);
    expect(again).toMatchObject({ code: 1, printed: '' });
    expect(again.noted).toContain(`notification.news has no dead letter ${event.id}.`);
    expect((await run('show notification.news', env)).printed).toBe('notification.news has no dead letters.');
  });

  test('When the command makes no sense, then that is said with the help and exit code 2', async () => {
    const env = { DATA_DIR: await temporaryFolder() };
    for (const [command, message] of [
      ['', 'Which command?'],
      ['mend', 'There is no command mend.'],
      ['show', 'Name the queue.'],
      ['list all', '"all" is too much.'],
      ['show notification.news --limit many', '--limit is a whole number from 1 to 1000; it is "many".'],
      ['drop notification.news', 'Say which one: --id.'],
      ['list --id 1', "Unknown option '--id'"],
    ] as const) {
      const { code, noted } = await run(command, env);
      expect({ command, code }).toEqual({ command, code: 2 });
      expect(noted).toContain(message);
      expect(noted).toContain('npm run queues -- <command>');
    }
    expect(await run('--help', env)).toMatchObject({ code: 0 });
  });

  test('When there is no such queue, no journal or no broker, then that is said with exit code 1', async () => {
    const { env } = await shopWithDeadLetter();
    expect(await run('show nobody.knows', env)).toMatchObject({
      code: 1,
      noted: expect.stringContaining('There is no queue nobody.knows.'),
    });
    expect(await run('list', { DATA_DIR: await temporaryFolder() })).toMatchObject({
      code: 1,
      noted: expect.stringContaining('There is no '),
    });
    expect(await run('list', { RABBITMQ_URL: 'amqp://127.0.0.1:1' })).toMatchObject({
      code: 1,
      noted: expect.stringContaining('RabbitMQ cannot be reached by RABBITMQ_URL'),
    });
  });

  const url = process.env.TEST_RABBITMQ_URL;
  test.skipIf(!url)(
    `When RABBITMQ_URL is set, then it is that broker's queues${url ? '' : ' (skipped: TEST_RABBITMQ_URL is not set)'}`,
    async () => {
      const { code, noted, printed } = await run('list --json', { RABBITMQ_URL: url });

      expect({ code, noted }).toEqual({ code: 0, noted: expect.stringContaining('In RabbitMQ at ') });
      expect(noted).not.toContain('guest');
      expect(JSON.parse(printed)).toBeInstanceOf(Array);
    },
  );
});

test('Every consumer of the services is listed', () => {
  const sources = readdirSync(path.join(ROOT, 'services'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /^[^/\\]+[/\\]src[/\\].*\.ts$/.test(file))
    .map((file) => readFileSync(path.join(ROOT, 'services', file), 'utf8'));
  const declared = sources.flatMap((source) => [...source.matchAll(/\bqueue: '([^']+)'/g)].map(([, queue]) => queue));
  expect(CONSUMERS).toEqual(declared.toSorted());
});
