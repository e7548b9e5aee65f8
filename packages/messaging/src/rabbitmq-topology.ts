import type { Channel } from 'amqplib';
import type { Subscription } from './event-bus.ts';
import type { Retries } from './retries.ts';

export const EXCHANGE = 'tessera.events';
const MAX_LENGTH = 100_000;
/** Times that the broker itself hands a message out anew, because a consumer died with it or was stopped. */
const RETURNS = 20;

/** Where a queue's failed deliveries sit out one pause. All wait equally long there, so that none blocks another. */
export const waitingRoom = (queue: string, pauseMs: number): string => `${queue}.retry.${pauseMs}ms`;

/** The consumer's queue, a waiting room for each pause, which gives back to the queue, and its dead letters. */
export async function declare(channel: Channel, { queue, handlers }: Subscription, retries: Retries): Promise<void> {
  const dead = `${queue}.dead`;
  await channel.assertExchange(EXCHANGE, 'topic', { durable: true });
  await channel.assertQueue(dead, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
  await channel.assertQueue(queue, {
    durable: true,
    arguments: { ...handingOnTo(dead), 'x-delivery-limit': RETURNS },
  });
  for (const pauseMs of retries.pausesMs) {
    await channel.assertQueue(waitingRoom(queue, pauseMs), {
      durable: true,
      arguments: { ...handingOnTo(queue), 'x-message-ttl': pauseMs },
    });
  }
  for (const { type } of handlers) await channel.bindQueue(queue, EXCHANGE, type);
}

const handingOnTo = (next: string) => ({
  'x-queue-type': 'quorum',
  'x-dead-letter-exchange': '',
  'x-dead-letter-routing-key': next,
  'x-dead-letter-strategy': 'at-least-once',
  'x-overflow': 'reject-publish',
  'x-max-length': MAX_LENGTH,
});
