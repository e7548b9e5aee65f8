import { setTimeout as sleep } from 'node:timers/promises';
import type { EventEnvelope } from '@tessera/contracts/events/event';
import type { ConfirmChannel, ConsumeMessage } from 'amqplib';
import type { Logger } from 'pino';
import { type Handler, UnusableEvent } from './event-bus.ts';
import { consumed } from './metrics.ts';
import { waitingRoom } from './rabbitmq-topology.ts';
import { pauseAfter, type Retries } from './retries.ts';

const FAILURES = 'tessera-failures';
const REFUSED_PAUSE_MS = 1_000;

export interface Consumer {
  readonly channel: ConfirmChannel;
  readonly queue: string;
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly retries: Retries;
  readonly logger: Logger;
}

/** Hands one message to its handler and settles it by what comes of that. */
export async function deliver(consumer: Consumer, message: ConsumeMessage): Promise<void> {
  const { channel, queue, handlers, retries, logger } = consumer;
  // The routing key only says how it came: straight from the exchange or by way of a waiting room.
  const { type, messageId: event, headers } = message.properties;
  try {
    await handlers.get(type)?.handle(parse(message));
    channel.ack(message);
    consumed.inc({ queue, result: 'done' });
  } catch (error) {
    const failures = Number(headers?.[FAILURES] ?? 0) + 1;
    const pause = pauseAfter(error, failures, retries);
    if (pause === undefined) {
      channel.reject(message, false);
      consumed.inc({ queue, result: 'dead' });
      logger.error({ err: error, queue, type, event }, 'event dead-lettered');
      return;
    }
    consumed.inc({ queue, result: 'retried' });
    logger.warn({ err: error, queue, type, event, failures, pause }, 'event will be delivered again');
    await deliverLater(consumer, message, failures, pause);
  }
}

/** A copy goes to the waiting room before the message is settled: rather twice than never. */
async function deliverLater(
  { channel, queue, logger }: Consumer,
  message: ConsumeMessage,
  failures: number,
  pause: number,
): Promise<void> {
  const { properties, content } = message;
  const headers = { traceparent: properties.headers?.traceparent, [FAILURES]: failures };
  try {
    await new Promise<void>((resolve, reject) => {
      const options = { ...properties, persistent: true, headers };
      channel.sendToQueue(waitingRoom(queue, pause), content, options, (error) => (error ? reject(error) : resolve()));
    });
    channel.ack(message);
  } catch (error) {
    logger.warn({ err: error, queue }, 'the waiting room took nothing');
    await sleep(REFUSED_PAUSE_MS, undefined, { ref: false });
    channel.reject(message, true);
  }
}

function parse(message: ConsumeMessage): EventEnvelope {
  try {
    return JSON.parse(message.content.toString());
  } catch (cause) {
    throw new UnusableEvent('The message is not JSON', { cause });
  }
}
