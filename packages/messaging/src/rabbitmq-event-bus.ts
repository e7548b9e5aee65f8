import { setTimeout as sleep } from 'node:timers/promises';
import type { EventEnvelope } from '@tessera/contracts/events/event';
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib';
import type { Logger } from 'pino';
import { type EventBus, PREFETCH, type Subscription } from './event-bus.ts';
import { deliver } from './rabbitmq-consumer.ts';
import { declare, EXCHANGE } from './rabbitmq-topology.ts';
import type { Retries } from './retries.ts';

const CONFIRM_MS = 5_000;
const DRAIN_MS = 10_000;

/** Waits for the broker's first answer, then connects again with back-off whenever it is lost, and subscribes anew. */
export async function connectRabbitMq(options: { url: string; logger: Logger; retries: Retries }): Promise<EventBus> {
  const { url, logger, retries } = options;
  const subscriptions: Subscription[] = [];
  const running = new Set<Promise<void>>();
  let stopping = false;
  let publisher: ConfirmChannel | undefined;
  let consumers: { channel: ConfirmChannel; tag: string }[] = [];
  let current: ChannelModel | undefined;

  /** A channel that the broker closes takes the connection with it: all is set up anew then. */
  const openChannel = async (model: ChannelModel, purpose: string) => {
    const channel = await model.createConfirmChannel();
    channel.on('error', (error) => logger.error({ err: error, purpose }, 'RabbitMQ channel failed'));
    channel.on('close', () => {
      if (!stopping) model.close().catch(() => {});
    });
    return channel;
  };

  const consume = async (model: ChannelModel, subscription: Subscription) => {
    const { queue } = subscription;
    const channel = await openChannel(model, queue);
    await declare(channel, subscription, retries);
    await channel.prefetch(PREFETCH);
    const handlers = new Map(subscription.handlers.map((handler) => [handler.type, handler]));
    const { consumerTag: tag } = await channel.consume(queue, (message) => {
      // The broker took the queue away: start over on a new connection.
      if (!message) return void model.close().catch(() => {});
      const work = deliver({ channel, queue, handlers, retries, logger }, message)
        .catch((error: unknown) => logger.warn({ err: error, queue }, 'delivery not settled'))
        .finally(() => running.delete(work));
      running.add(work);
    });
    consumers.push({ channel, tag });
  };

  const setup = async (model: ChannelModel) => {
    consumers = [];
    publisher = await openChannel(model, 'publish');
    publisher.on('return', ({ fields }) => logger.debug({ type: fields.routingKey }, 'nobody consumes this event'));
    await publisher.assertExchange(EXCHANGE, 'topic', { durable: true });
    for (const subscription of subscriptions) await consume(model, subscription);
    current = model;
  };

  const connection = await connect(url, {
    timeout: 5_000,
    recovery: {
      initialDelay: 200,
      maxDelay: 10_000,
      initialMaxRetries: 8,
      maxRetries: Number.POSITIVE_INFINITY,
      setup,
    },
  });
  connection.on('error', (error) => logger.warn({ err: error }, 'RabbitMQ connection failed'));
  connection.on('disconnect', (error) => {
    publisher = undefined;
    current = undefined;
    if (!stopping) logger.warn({ err: error }, 'RabbitMQ connection lost');
  });

  return {
    publish: async (envelopes) => {
      if (!publisher) throw new Error('RabbitMQ is not connected');
      await publishConfirmed(publisher, envelopes);
    },
    subscribe: async (subscription) => {
      subscriptions.push(subscription);
      if (current) await consume(current, subscription);
    },
    check: async () => {
      if (!publisher) throw new Error('RabbitMQ is not connected');
      await publisher.checkExchange(EXCHANGE);
    },
    close: async () => {
      if (stopping) return;
      stopping = true;
      await Promise.allSettled(consumers.map(({ channel, tag }) => channel.cancel(tag)));
      await Promise.race([Promise.all(running), sleep(DRAIN_MS, undefined, { ref: false })]);
      await Promise.allSettled(consumers.map(({ channel }) => channel.close()));
      await connection.close();
    },
  };
}

async function publishConfirmed(channel: ConfirmChannel, envelopes: readonly EventEnvelope[]): Promise<void> {
  const confirmed = envelopes.map(
    (envelope) =>
      new Promise<void>((resolve, reject) => {
        const { id, type, traceparent } = envelope;
        channel.publish(
          EXCHANGE,
          type,
          Buffer.from(JSON.stringify(envelope)),
          {
            persistent: true,
            mandatory: true,
            contentType: 'application/cloudevents+json',
            messageId: id,
            type,
            headers: traceparent ? { traceparent } : {},
          },
          (error) => (error ? reject(error) : resolve()),
        );
      }),
  );
  const late = sleep(CONFIRM_MS, undefined, { ref: false }).then(() => {
    throw new Error(`RabbitMQ did not confirm within ${CONFIRM_MS} ms`);
  });
  await Promise.race([Promise.all(confirmed), late]);
}
