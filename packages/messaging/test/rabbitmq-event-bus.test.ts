import { randomUUID } from 'node:crypto';
import { defineEvent, type EventDefinition } from '@tessera/contracts/events/event';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { connectEventBus } from '../src/connect-event-bus.ts';
import { createEnvelope } from '../src/create-envelope.ts';
import { type EventBus, on } from '../src/event-bus.ts';
import { deadLettersOf, unroutedOf } from '../src/rabbitmq-topology.ts';
import { eventBusSuite, impatient } from './event-bus.suite.ts';
import { testBroker } from './rabbitmq-broker.ts';
import { type Line, openLine } from './rabbitmq-line.ts';

const url = process.env.TEST_RABBITMQ_URL ?? '';

describe.skipIf(!url)(`The RabbitMQ event bus${url ? '' : ' (skipped: TEST_RABBITMQ_URL is not set)'}`, () => {
  const logger = pino({ level: 'silent' });
  const { withChannel, messagesIn, remove } = testBroker(url);

  eventBusSuite(() => ({
    connect: () => connectEventBus({ url, logger, retries: impatient }),
    dead: async (queue) =>
      (await messagesIn(deadLettersOf(queue))).map(({ properties }) => String(properties.messageId)),
    remove,
  }));

  describe('on a line that fails', () => {
    let line: Line;
    let queue = '';
    let happened: EventDefinition<string, z.ZodObject>;
    let bus: EventBus | undefined;
    let seen: string[] = [];
    const envelope = () =>
      createEnvelope(happened, { source: '/test', subject: 's', data: {}, id: randomUUID(), time: new Date() });
    const connectThrough = async () => {
      bus = await connectEventBus({ url: line.url, logger, retries: impatient });
      await bus.subscribe({ queue, handlers: [on(happened, async (_data, { id }) => void seen.push(id))] });
      return bus;
    };
    beforeEach(async () => {
      line = await openLine(url);
      queue = `test.${randomUUID().slice(0, 8)}`;
      happened = defineEvent({ type: queue, version: 1, data: z.object({}) });
      seen = [];
    });
    afterEach(async () => {
      await bus?.close();
      await line.close();
      await remove(queue, happened.type);
    });

    it('When the connection is lost, then publishing fails clearly, and all goes on once it is back', async () => {
      const bus = await connectThrough();

      line.cut();
      await vi.waitFor(() => expect(bus.check()).rejects.toThrow('not connected'));
      await expect(bus.publish([envelope()])).rejects.toThrow('not connected');

      const after = envelope();
      await vi.waitFor(() => bus.publish([after]), { timeout: 15_000, interval: 100 });
      await vi.waitFor(() => expect(seen).toContain(after.id), 15_000);
    }, 40_000);

    it('When there is no broker at the start, then the start does not wait for it, and all goes on once it is there', async () => {
      await line.close();

      const bus = await connectThrough();
      await expect(bus.check()).rejects.toThrow('not connected');
      await expect(bus.publish([envelope()])).rejects.toThrow('not connected');
      await line.open();

      const after = envelope();
      await vi.waitFor(() => bus.publish([after]), { timeout: 15_000, interval: 100 });
      await vi.waitFor(() => expect(seen).toContain(after.id), 15_000);
      await vi.waitFor(() => bus.check(), 15_000);
    }, 40_000);

    it('When the broker blocks publishers, then publishing fails with its reason until it takes messages again', async () => {
      const bus = await connectThrough();
      const [before, after] = [envelope(), envelope()];

      line.block('low on disk');

      await vi.waitFor(() => expect(bus.check()).rejects.toThrow('blocked: low on disk'), 4_000);
      await expect(bus.publish([before])).rejects.toThrow('blocked: low on disk');
      line.unblock();
      await vi.waitFor(() => bus.publish([after]), { timeout: 15_000, interval: 100 });
      await vi.waitFor(() => expect(seen).toContain(after.id), 15_000);
      await vi.waitFor(() => bus.check(), 15_000);
    }, 40_000);

    it('When the broker takes the queue away, then the consumer makes it again', async () => {
      const bus = await connectThrough();

      await withChannel((channel) => channel.deleteQueue(queue));

      await vi.waitFor(
        async () => {
          const event = envelope();
          await bus.publish([event]);
          await vi.waitFor(() => expect(seen).toContain(event.id), 300);
        },
        { timeout: 8_000, interval: 100 },
      );
    });

    it('When a message is no event, then it becomes a dead letter that says why, when, whose and how often', async () => {
      await connectThrough();

      await withChannel(async (channel) => channel.sendToQueue(queue, Buffer.from('{"id":'), { messageId: 'broken' }));

      const [letter] = await vi.waitFor(async () => {
        const letters = await messagesIn(deadLettersOf(queue));
        expect(letters).toHaveLength(1);
        return letters;
      }, 5_000);
      expect(letter?.content.toString()).toBe('{"id":');
      expect(letter?.properties).toMatchObject({
        messageId: 'broken',
        headers: {
          'x-tessera-reason': 'UnusableEvent: The message is not JSON',
          'x-tessera-dead-at': expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
          'x-tessera-queue': queue,
          'x-tessera-failures': 1,
        },
      });
    });

    it('When a queue was declared with other arguments by an earlier version, then it is used as it is', async () => {
      await withChannel((channel) =>
        channel.assertQueue(deadLettersOf(queue), { durable: true, arguments: { 'x-queue-type': 'quorum' } }),
      );

      const bus = await connectThrough();

      const event = envelope();
      await bus.publish([event]);
      await vi.waitFor(() => expect(seen).toEqual([event.id]), 5_000);
    });

    it('When somebody deletes the queue of what nobody consumes, then it is made again for the next event', async () => {
      bus = await connectEventBus({ url, logger, retries: impatient });
      await bus.publish([envelope()]);
      await withChannel((channel) => channel.deleteQueue(unroutedOf(happened.type)));

      const next = envelope();
      await vi.waitFor(() => bus?.publish([next]), { timeout: 5_000, interval: 50 });
      const kept = await messagesIn(unroutedOf(happened.type));
      expect(kept.map(({ properties }) => properties.messageId)).toContain(next.id);
    });

    it('When the url is none of a broker, then connecting is refused', async () => {
      await expect(connectEventBus({ url: 'http://localhost', logger })).rejects.toThrow('not amqp:// or amqps://');
    });
  });
});
