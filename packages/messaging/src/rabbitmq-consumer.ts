import { setTimeout as sleep } from 'node:timers/promises';
import type { ConfirmChannel, ConsumeMessage, Options } from 'amqplib';
import type { Logger } from 'pino';
import { type Handler, handleWith } from './event-bus.ts';
import { consumed } from './metrics.ts';
import type { Publisher } from './rabbitmq-publisher.ts';
import { deadLettersOf, waitingRoom } from './rabbitmq-topology.ts';
import { readEnvelope } from './read-data.ts';
import { pauseAfter, type Retries } from './retries.ts';

const FAILURES = 'tessera-failures';
const REFUSED_PAUSE_MS = 1_000;
/** Five minutes; then all is declared anew, in case that somebody deleted the queue. */
const TRIES = 300;
const REASON_LENGTH = 2_000;

/** Headers of a dead letter, beside those that RabbitMQ may add: why, when, in which queue, after how many deliveries. */
export const DEAD = {
  reason: 'x-tessera-reason',
  at: 'x-tessera-dead-at',
  queue: 'x-tessera-queue',
  failures: 'x-tessera-failures',
} as const;

export interface Consumer {
  readonly channel: ConfirmChannel;
  readonly publisher: Publisher;
  readonly queue: string;
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly retries: Retries;
  /** The channel is closed, or about to be. */
  readonly closing: AbortSignal;
  readonly logger: Logger;
}

/** Hands one message to its handler and settles it by what comes of that. */
export async function deliver(consumer: Consumer, message: ConsumeMessage): Promise<void> {
  const { channel, queue, handlers } = consumer;
  try {
    await handleWith(handlers, readEnvelope(message.content.toString()));
  } catch (error) {
    await settleFailed(consumer, message, error);
    return;
  }
  channel.ack(message);
  consumed.inc({ queue, result: 'done' });
}

async function settleFailed(consumer: Consumer, message: ConsumeMessage, error: unknown): Promise<void> {
  const { queue, retries, logger } = consumer;
  const { type, messageId: event, headers } = message.properties;
  const failures = Number(headers?.[FAILURES] ?? 0) + 1;
  const pause = pauseAfter(error, failures, retries);
  const traceparent = headers?.traceparent;
  if (pause === undefined) {
    logger.error({ err: error, queue, type, event }, 'event dead-lettered');
    const why = { [DEAD.reason]: String(error).slice(0, REASON_LENGTH), [DEAD.at]: new Date().toISOString() };
    const where = { [DEAD.queue]: queue, [DEAD.failures]: failures };
    await moveTo(deadLettersOf(queue), consumer, message, { traceparent, ...why, ...where });
    consumed.inc({ queue, result: 'dead' });
  } else {
    logger.warn({ err: error, queue, type, event, failures, pause }, 'event will be delivered again');
    await moveTo(waitingRoom(queue, pause), consumer, message, { traceparent, [FAILURES]: failures });
    consumed.inc({ queue, result: 'retried' });
  }
}

/**
 * The copy is safe before the message is settled: rather twice than never. While the broker takes no copy, the consumer
 * keeps the message; giving it back would count as a delivery, and too many of those would bury it.
 */
async function moveTo(
  next: string,
  { channel, publisher, queue, closing, logger }: Consumer,
  message: ConsumeMessage,
  headers: Options.Publish['headers'],
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await publisher.sendTo(next, message.content, { ...message.properties, headers });
      break;
    } catch (error) {
      // Not settled: it is delivered again, to whoever consumes then.
      if (closing.aborted) throw error;
      if (tries === TRIES) return void (await channel.close());
      logger.warn({ err: error, queue, next }, 'a failed event waits until the broker takes it');
      await sleep(REFUSED_PAUSE_MS, undefined, { signal: closing }).catch(() => {});
    }
  }
  channel.ack(message);
}
