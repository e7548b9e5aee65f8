import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelModel, ConfirmChannel } from 'amqplib';
import type { Logger } from 'pino';
import { type EventBus, PREFETCH, type Subscription } from './event-bus.ts';
import { dropConnection, keepConnected, openChannel } from './rabbitmq-connection.ts';
import { deliver } from './rabbitmq-consumer.ts';
import { openPublisher, propertiesOf } from './rabbitmq-publisher.ts';
import { declareConsumer } from './rabbitmq-topology.ts';
import { handOverUnrouted } from './rabbitmq-unrouted.ts';
import type { Retries } from './retries.ts';

const DRAIN_MS = 10_000;
const ANSWER_MS = 2_000;

/**
 * One connection publishes, another consumes. Both come back by themselves; until then publishing rejects and `check`
 * tells. Throws a TypeError for a url that is none of a broker.
 */
export async function connectRabbitMq(options: { url: string; logger: Logger; retries: Retries }): Promise<EventBus> {
  const { url, logger, retries } = options;
  const name = String(logger.bindings().name ?? 'tessera');
  const subscriptions: Subscription[] = [];
  const running = new Set<Promise<void>>();
  let stopping = false;
  let consumers: { channel: ConfirmChannel; tag: string; closing: AbortController }[] = [];
  let current: ChannelModel | undefined;

  const publisher = await openPublisher({ url, name, logger });

  const consume = async (model: ChannelModel, subscription: Subscription) => {
    const { queue } = subscription;
    await declareConsumer(model, subscription, retries, logger);
    const closing = new AbortController();
    const channel = await openChannel(model, queue, logger, () => {
      closing.abort();
      if (!stopping) dropConnection(model);
    });
    await channel.prefetch(PREFETCH);
    const handlers = new Map(subscription.handlers.map((handler) => [handler.type, handler]));
    const { consumerTag: tag } = await channel.consume(queue, (message) => {
      // The broker took the queue away: start over on a new connection.
      if (!message) return dropConnection(model);
      const work = deliver({ channel, publisher, queue, handlers, retries, closing: closing.signal, logger }, message)
        .catch((error: unknown) => logger.warn({ err: error, queue }, 'delivery not settled'))
        .finally(() => running.delete(work));
      running.add(work);
    });
    consumers.push({ channel, tag, closing });
    handOverUnrouted(model, [...handlers.keys()], publisher).catch((error: unknown) =>
      logger.warn({ err: error, queue }, 'events that came before this consumer still wait'),
    );
  };

  const connection = await keepConnected({
    url,
    name: `${name}: consumer`,
    logger,
    setUp: async (model) => {
      consumers = [];
      for (const subscription of subscriptions) await consume(model, subscription);
      current = model;
    },
    onLost: () => {
      current = undefined;
    },
  });

  return {
    publish: async (envelopes) => {
      await Promise.all(
        envelopes.map((envelope) =>
          publisher.publish(envelope.type, Buffer.from(JSON.stringify(envelope)), propertiesOf(envelope)),
        ),
      );
    },
    subscribe: async (subscription) => {
      subscriptions.push(subscription);
      if (!current) return;
      await consume(current, subscription).catch((error: unknown) => {
        if (current) throw error;
        logger.warn({ err: error, queue: subscription.queue }, 'the subscription waits for RabbitMQ');
      });
    },
    check: async () => {
      connection.assertUsable();
      await publisher.check();
    },
    close: async () => {
      if (stopping) return;
      stopping = true;
      await inTime(Promise.allSettled(consumers.map(({ channel, tag }) => channel.cancel(tag))), ANSWER_MS);
      for (const { closing } of consumers) closing.abort();
      await inTime(Promise.all(running), DRAIN_MS);
      // A channel answers when it has passed on all acknowledgements; a connection that closes drops some.
      await inTime(Promise.allSettled(consumers.map(({ channel }) => channel.close())), ANSWER_MS);
      await connection.close();
      await publisher.close();
    },
  };
}

const inTime = (work: Promise<unknown>, ms: number) => Promise.race([work, sleep(ms, undefined, { ref: false })]);
