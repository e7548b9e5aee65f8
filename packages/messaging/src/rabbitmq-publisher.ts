import type { EventEnvelope } from '@tessera/contracts/events/event';
import type { ChannelModel, ConfirmChannel, Options } from 'amqplib';
import type { Logger } from 'pino';
import { DeadlineExceeded, within } from './deadline.ts';
import { Refused } from './event-bus.ts';
import { unrouted } from './metrics.ts';
import { dropConnection, keepConnected, openChannel } from './rabbitmq-connection.ts';
import { declareUnrouted, EXCHANGE, unroutedOf } from './rabbitmq-topology.ts';

const CONFIRM_MS = 5_000;
const CHECK_MS = 1_000;

export interface Message {
  readonly exchange: string;
  readonly routingKey: string;
  readonly content: Buffer;
  readonly properties: Options.Publish;
}
export type Publisher = Awaited<ReturnType<typeof openPublisher>>;

/**
 * Publishes on a connection of its own: RabbitMQ stops reading from a connection that publishes while it runs out of
 * memory or disk, and consumers must be able to acknowledge then, or their queues would never get shorter.
 */
export async function openPublisher({ url, name, logger }: { url: string; name: string; logger: Logger }) {
  let current: ReturnType<typeof sender> | undefined;

  const connection = await keepConnected({
    url,
    name: `${name}: publisher`,
    logger,
    setUp: async (model) => {
      const channel = await openChannel(model, 'publish', logger);
      await channel.assertExchange(EXCHANGE, 'topic', { durable: true });
      current = sender(model, channel, logger);
    },
    onLost: () => {
      current = undefined;
    },
  });
  const usable = () => {
    connection.assertUsable();
    if (!current) throw new Error('RabbitMQ is not connected');
    return current;
  };

  /** True when the broker has it safely in every queue that wants it; false when no queue does. */
  const send = async (message: Message): Promise<boolean> => {
    const through = usable();
    try {
      return await within(CONFIRM_MS, through.send(message), `RabbitMQ did not confirm within ${CONFIRM_MS} ms`);
    } catch (error) {
      // What it never confirms would pile up in this process with every repetition. A blocked one confirms in the end.
      if (error instanceof DeadlineExceeded && !connection.isBlocked()) through.drop();
      throw error;
    }
  };

  /** For a message that has one queue to go to. */
  const sendTo = async (queue: string, content: Buffer, properties: Options.Publish): Promise<void> => {
    if (!(await send({ exchange: '', routingKey: queue, content, properties }))) {
      throw new Error(`There is no queue ${queue}`);
    }
  };

  return {
    sendTo,

    /** To all that want it; to those that wait for somebody who does, when nobody is there yet. */
    async publish(type: string, content: Buffer, properties: Options.Publish): Promise<void> {
      const message = { exchange: EXCHANGE, routingKey: type, content, properties };
      if (await send(message)) return;
      const through = usable();
      await through.declareUnrouted(type);
      await sendTo(unroutedOf(type), content, properties).catch((error: unknown) => {
        // Somebody deleted the queue: the next try declares it anew.
        through.forgetUnrouted(type);
        throw error;
      });
      // Who was bound meanwhile may have looked there just before: rather twice than never.
      if (await send(message)) return;
      unrouted.inc({ type });
      logger.debug({ type, event: properties.messageId }, 'nobody consumes this event');
    },

    check: async (): Promise<void> => {
      await within(CHECK_MS, usable().check(), `RabbitMQ did not answer within ${CHECK_MS} ms`);
    },
    close: () => connection.close(),
  };
}

export const propertiesOf = ({ id, type, traceparent }: EventEnvelope): Options.Publish => ({
  contentType: 'application/cloudevents+json',
  messageId: id,
  type,
  headers: traceparent ? { traceparent } : {},
});

/** What is done on one connection, until it is lost. */
function sender(model: ChannelModel, channel: ConfirmChannel, logger: Logger) {
  const declared = new Map<string, Promise<void>>();
  const returned = new Set<string>();
  let writable = Promise.resolve();
  let goOn: (() => void) | undefined;
  const drained = () => {
    goOn?.();
    goOn = undefined;
  };
  channel.on('drain', drained);
  channel.on('close', drained);
  // The broker sends a message back before it confirms it.
  channel.on('return', ({ fields, properties }) => {
    returned.add(placeOf(fields.exchange, fields.routingKey, properties.messageId));
  });

  return {
    async send({ exchange, routingKey, content, properties }: Message): Promise<boolean> {
      await writable;
      await new Promise<void>((resolve, reject) => {
        const options = { ...properties, persistent: true, mandatory: true };
        const more = channel.publish(exchange, routingKey, content, options, (error) =>
          error ? reject(refusalOr(error)) : resolve(),
        );
        if (more || goOn) return;
        writable = new Promise((drain) => {
          goOn = drain;
        });
      });
      return !returned.delete(placeOf(exchange, routingKey, properties.messageId));
    },
    declareUnrouted(type: string): Promise<void> {
      const known = declared.get(type) ?? declareUnrouted(model, type, logger);
      declared.set(type, known);
      known.catch(() => declared.delete(type));
      return known;
    },
    forgetUnrouted: (type: string) => void declared.delete(type),
    check: () => channel.checkExchange(EXCHANGE),
    drop: () => dropConnection(model),
  };
}

const placeOf = (exchange: string, routingKey: string, id: unknown) => `${exchange}/${routingKey}/${id}`;

const refusalOr = (error: Error): Error =>
  error.message === 'message nacked' ? new Refused('RabbitMQ refused it: a queue that wants it is full') : error;
