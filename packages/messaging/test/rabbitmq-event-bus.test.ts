import { randomUUID } from 'node:crypto';
import { type AddressInfo, connect as connectTcp, createServer, type Socket } from 'node:net';
import { defineEvent } from '@tessera/contracts/events/event';
import { connect } from 'amqplib';
import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { connectEventBus } from '../src/connect-event-bus.ts';
import { createEnvelope } from '../src/create-envelope.ts';
import { on } from '../src/event-bus.ts';
import { waitingRoom } from '../src/rabbitmq-topology.ts';
import { eventBusSuite, impatient } from './event-bus.suite.ts';

const url = process.env.TEST_RABBITMQ_URL ?? '';

describe.skipIf(!url)(`The RabbitMQ event bus${url ? '' : ' (skipped: TEST_RABBITMQ_URL is not set)'}`, () => {
  const logger = pino({ level: 'silent' });

  eventBusSuite(() => ({
    connect: () => connectEventBus({ url, logger, retries: impatient }),
    dead: (queue) =>
      withChannel(async (channel) => {
        const ids: string[] = [];
        for (let message = await channel.get(`${queue}.dead`); message; message = await channel.get(`${queue}.dead`)) {
          ids.push(String(message.properties.messageId));
        }
        // Closing the channel puts them back: looking does not take.
        return ids;
      }),
    remove,
  }));

  it('When the connection is lost, then publishing fails clearly, and all goes on once it is back', async () => {
    const line = await openLine(new URL(url));
    const queue = `test.${randomUUID().slice(0, 8)}`;
    const happened = defineEvent({ type: queue, version: 1, data: z.object({}) });
    const envelope = () =>
      createEnvelope(happened, { source: '/test', subject: 's', data: {}, id: randomUUID(), time: new Date() });
    const bus = await connectEventBus({ url: line.url, logger, retries: impatient });
    const seen: string[] = [];
    await bus.subscribe({ queue, handlers: [on(happened, async (_data, { id }) => void seen.push(id))] });

    line.cut();
    await vi.waitFor(() => expect(bus.check()).rejects.toThrow('not connected'));
    await expect(bus.publish([envelope()])).rejects.toThrow('not connected');

    const after = envelope();
    await vi.waitFor(() => bus.publish([after]), { timeout: 8_000, interval: 100 });
    await vi.waitFor(() => expect(seen).toContain(after.id), 5_000);
    await bus.close();
    line.close();
    await remove(queue);
  });

  it('When the broker takes the queue away, then the consumer makes it again', async () => {
    const queue = `test.${randomUUID().slice(0, 8)}`;
    const happened = defineEvent({ type: queue, version: 1, data: z.object({}) });
    const bus = await connectEventBus({ url, logger, retries: impatient });
    const seen: string[] = [];
    await bus.subscribe({ queue, handlers: [on(happened, async (_data, { id }) => void seen.push(id))] });

    await withChannel((channel) => channel.deleteQueue(queue));

    await vi.waitFor(
      async () => {
        const id = randomUUID();
        await bus.publish([
          createEnvelope(happened, { source: '/test', subject: 's', data: {}, id, time: new Date() }),
        ]);
        await vi.waitFor(() => expect(seen).toContain(id), 300);
      },
      { timeout: 8_000, interval: 100 },
    );
    await bus.close();
    await remove(queue);
  });

  const remove = (queue: string) =>
    withChannel(async (channel) => {
      const rooms = impatient.pausesMs.map((pause) => waitingRoom(queue, pause));
      for (const name of [queue, ...rooms, `${queue}.dead`]) await channel.deleteQueue(name);
    });

  /** A line to the broker that can be cut; whoever calls again gets through. */
  async function openLine(broker: URL) {
    const sockets = new Set<Socket>();
    const server = createServer((near) => {
      const far = connectTcp(Number(broker.port || 5672), broker.hostname);
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => sockets.delete(socket));
      }
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const through = new URL(url);
    through.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const cut = () => {
      for (const socket of sockets) socket.destroy();
    };
    return {
      url: through.href,
      cut,
      close: () => {
        cut();
        server.close();
      },
    };
  }

  async function withChannel<T>(use: (channel: import('amqplib').Channel) => Promise<T>): Promise<T> {
    const connection = await connect(url);
    try {
      return await use(await connection.createChannel());
    } finally {
      await connection.close();
    }
  }
});
