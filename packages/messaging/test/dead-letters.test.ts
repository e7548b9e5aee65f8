import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporaryFolder } from '@tessera/testing/temporary-folder';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectEventBus } from '../src/connect-event-bus.ts';
import { journalDeadLetters } from '../src/journal-dead-letters.ts';
import { rabbitMqDeadLetters } from '../src/rabbitmq-dead-letters.ts';
import { deadLettersSuite } from './dead-letters.suite.ts';
import { impatient } from './event-bus.suite.ts';
import { testBroker } from './rabbitmq-broker.ts';

const logger = pino({ level: 'silent' });
const url = process.env.TEST_RABBITMQ_URL ?? '';

describe.skipIf(!url)(`Dead letters of RabbitMQ${url ? '' : ' (skipped: TEST_RABBITMQ_URL is not set)'}`, () => {
  deadLettersSuite(() => ({
    connect: () => connectEventBus({ url, logger, retries: impatient }),
    deadLetters: (known) => rabbitMqDeadLetters({ url, ...known, pausesMs: impatient.pausesMs }),
    remove: testBroker(url).remove,
  }));
});

describe('Dead letters of the journal, while the shop runs', () => {
  let dataDir = '';
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tessera-test-'));
  });
  afterAll(() => rm(dataDir, { recursive: true }));
  deadLettersSuite(() => ({
    connect: () => connectEventBus({ dataDir, logger, retries: impatient }),
    deadLetters: async () => journalDeadLetters(dataDir),
    remove: async () => {},
  }));

  it('When there is no journal, then that is said', async () => {
    const empty = await temporaryFolder();
    expect(() => journalDeadLetters(empty)).toThrow('There is no');
  });
});
