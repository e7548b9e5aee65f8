import { defineEvent, type EventEnvelope } from '@tessera/contracts/events/event';
import { recordingEventBus } from '@tessera/testing/recording-event-bus';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createEnvelope } from '../src/create-envelope.ts';
import type { OutboxSource } from '../src/outbox-source.ts';
import { startRelay } from '../src/sql-outbox.ts';

const counted = defineEvent({ type: 'test.counted', version: 1, data: z.object({ n: z.int() }) });
const envelope = (subject: string, n: number): EventEnvelope =>
  createEnvelope(counted, { source: '/test', subject, data: { n }, id: `${subject}-${n}`, time: new Date() });
const aMoment = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 5));

test('When relays of two instances empty one store without a lock, then events may come twice, and the first times of a subject come in order', async () => {
  let waiting = ['a', 'b', 'c'].flatMap((subject) => Array.from({ length: 60 }, (_, n) => envelope(subject, n)));
  const all = [...waiting];
  const source: OutboxSource = {
    async take(limit) {
      await aMoment();
      const envelopes = waiting.slice(0, limit);
      const done = async () => {
        await aMoment();
        waiting = waiting.filter((event) => !envelopes.includes(event));
      };
      return { envelopes, done };
    },
  };
  const bus = recordingEventBus();
  const publish = bus.publish;
  bus.publish = async (envelopes) => {
    await aMoment();
    await publish(envelopes);
  };

  const relays = [0, 1].map(() => startRelay({ source, bus, logger: pino({ level: 'silent' }) }));
  await vi.waitFor(() => expect(waiting).toEqual([]), 10_000);
  await Promise.all(relays.map((relay) => relay.close()));

  const firsts = [...new Set(bus.published)];
  const of = (subject: string) => (event: EventEnvelope) => event.subject === subject;
  for (const subject of ['a', 'b', 'c']) expect(firsts.filter(of(subject))).toEqual(all.filter(of(subject)));
});
