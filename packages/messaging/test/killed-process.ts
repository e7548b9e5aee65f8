// Run as a process of its own, to be killed: publishes one event to a consumer that never gets done with it.
import { defineEvent } from '@tessera/contracts/events/event';
import { pino } from 'pino';
import { z } from 'zod';
import { connectEventBus } from '../src/connect-event-bus.ts';
import { createEnvelope } from '../src/create-envelope.ts';
import { on } from '../src/event-bus.ts';

const [, , dataDir, id = ''] = process.argv;
const happened = defineEvent({ type: 'test.happened', version: 1, data: z.object({}) });
const bus = await connectEventBus({ dataDir, logger: pino({ level: 'silent' }) });
const never = on(happened, async () => {
  process.send?.('handling');
  await new Promise(() => setInterval(() => {}, 1_000));
});
await bus.subscribe({ queue: 'test.queue', handlers: [never] });
await bus.publish([createEnvelope(happened, { source: '/test', subject: 's', data: {}, id, time: new Date() })]);
