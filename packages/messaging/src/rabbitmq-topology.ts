import type { Channel, ChannelModel, Options } from 'amqplib';
import type { Logger } from 'pino';
import { UNROUTED } from './dead-letters.ts';
import type { Subscription } from './event-bus.ts';
import type { Retries } from './retries.ts';

export const EXCHANGE = 'tessera.events';
const MAX_LENGTH = 100_000;
const MAX_UNROUTED = 10_000;
/** Times that the broker itself hands a message out anew, because a consumer died with it or was stopped. */
const RETURNS = 20;
/** Where looking must not count: RabbitMQ 4 drops what was handed out twenty times unless told otherwise. */
const ANY_NUMBER = 1_000_000_000;
const DIFFERS = 406;

/** Where a queue's failed deliveries sit out one pause. All wait equally long there, so that none blocks another. */
export const waitingRoom = (queue: string, pauseMs: number): string => `${queue}.retry.${pauseMs}ms`;
export const deadLettersOf = (queue: string): string => `${queue}.dead`;
/** Where events of a type wait that no queue was bound for. */
export const unroutedOf = (type: string): string => UNROUTED + type;

/** The consumer's queue, a waiting room for each pause, which gives back to the queue, and its dead letters. */
export async function declareConsumer(
  model: ChannelModel,
  { queue, handlers }: Subscription,
  retries: Retries,
  logger: Logger,
): Promise<void> {
  const dead = deadLettersOf(queue);
  await declare(model, logger, dead, { 'x-delivery-limit': ANY_NUMBER, ...bounded(MAX_LENGTH, 'reject-publish') });
  await declare(model, logger, queue, { ...handingOnTo(dead), 'x-delivery-limit': RETURNS });
  for (const pauseMs of retries.pausesMs) {
    await declare(model, logger, waitingRoom(queue, pauseMs), { ...handingOnTo(queue), 'x-message-ttl': pauseMs });
  }
  await onOwnChannel(model, async (channel) => {
    await channel.assertExchange(EXCHANGE, 'topic', { durable: true });
    for (const { type } of handlers) await channel.bindQueue(queue, EXCHANGE, type);
  });
}

/** The newest events of one type that nobody consumes. */
export const declareUnrouted = (model: ChannelModel, type: string, logger: Logger): Promise<void> =>
  declare(model, logger, unroutedOf(type), {
    'x-delivery-limit': ANY_NUMBER,
    ...bounded(MAX_UNROUTED, 'drop-head'),
  });

/**
 * A queue that an earlier version declared with other arguments stays as it is: refusing to start would stop the shop at
 * every such change.
 */
async function declare(model: ChannelModel, logger: Logger, queue: string, args: Options.AssertQueue['arguments']) {
  try {
    await onOwnChannel(model, (channel) =>
      channel.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'quorum', ...args } }),
    );
  } catch (error) {
    if ((error as { code?: number }).code !== DIFFERS) throw error;
    logger.warn({ queue, err: error }, 'the queue keeps the arguments that it was declared with');
  }
}

/** An error closes its channel; nothing else shall suffer from that. */
export async function onOwnChannel<T>(model: ChannelModel, use: (channel: Channel) => Promise<T>): Promise<T> {
  const channel = await model.createChannel();
  channel.on('error', () => {});
  try {
    return await use(channel);
  } finally {
    await channel.close().catch(() => {});
  }
}

const handingOnTo = (next: string) => ({
  'x-dead-letter-exchange': '',
  'x-dead-letter-routing-key': next,
  'x-dead-letter-strategy': 'at-least-once',
  ...bounded(MAX_LENGTH, 'reject-publish'),
});

const bounded = (length: number, overflow: 'reject-publish' | 'drop-head') => ({
  'x-max-length': length,
  'x-overflow': overflow,
});
