import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Broker, type ConsumeMessage } from 'smqp';
import { type EventBus, type Handler, handleWith, PREFETCH, Refused } from './event-bus.ts';
import { type Delivery, openJournal } from './event-journal.ts';
import { consumed, unrouted } from './metrics.ts';
import { pauseAfter, type Retries } from './retries.ts';

const MAX_DEPTH = 100_000;
const DRAIN_MS = 10_000;
const REPLAY_POLL_MS = 1_000;

/**
 * The bus within this process, one for all services in it. The broker's queues hold ids only; the journal holds the
 * events until every queue has settled them, so that a killed process delivers them again after its restart.
 */
export function openEmbeddedBus(options: { dataDir?: string; logger: Logger; retries: Retries }): EventBus {
  const { dataDir, logger, retries } = options;
  const journal = openJournal(dataDir);
  const broker = Broker();
  let stopping = false;
  const running = new Set<Promise<void>>();
  const pausing = new Set<NodeJS.Timeout>();

  const deliverLater = (delivery: Delivery, pause: number) => {
    const timer = setTimeout(() => {
      pausing.delete(timer);
      broker.sendToQueue(delivery.queue, delivery);
    }, pause);
    pausing.add(timer);
  };

  const deliver = async (handlers: ReadonlyMap<string, Handler>, delivery: Delivery): Promise<void> => {
    const { queue, id, type } = delivery;
    try {
      await handleWith(handlers, journal.envelope(id));
      journal.settle(delivery);
      consumed.inc({ queue, result: 'done' });
    } catch (error) {
      const failures = journal.fail(delivery);
      const pause = pauseAfter(error, failures, retries);
      if (pause === undefined) {
        journal.bury(delivery, String(error), new Date());
        consumed.inc({ queue, result: 'dead' });
        logger.error({ err: error, queue, type, event: id }, 'event dead-lettered');
        return;
      }
      consumed.inc({ queue, result: 'retried' });
      logger.warn({ err: error, queue, type, event: id, failures, pause }, 'event will be delivered again');
      // At a stop it stays in the journal, for the next start.
      if (!stopping) deliverLater(delivery, pause);
    }
  };

  const send = (deliveries: readonly Delivery[]) => {
    for (const delivery of deliveries) {
      if (broker.getQueue(delivery.queue)) broker.sendToQueue(delivery.queue, delivery);
    }
  };
  // `npm run queues -- replay` writes them into the journal, from a process of its own.
  const replays = setInterval(() => send(journal.takeReplayed()), REPLAY_POLL_MS).unref();

  return {
    publish: async (envelopes) => {
      if (stopping) throw new Error('The event bus is closed');
      for (const type of new Set(envelopes.map((envelope) => envelope.type))) {
        for (const queue of journal.queuesOf(type)) {
          if (journal.depth(queue) >= MAX_DEPTH) throw new Refused(`The queue ${queue} is full`);
        }
      }
      const added = journal.add(envelopes);
      send(added.deliveries);
      for (const { type } of added.unrouted) unrouted.inc({ type });
    },
    subscribe: async ({ queue, handlers }) => {
      const byType = new Map(handlers.map((handler) => [handler.type, handler]));
      if (broker.getQueue(queue)) throw new Error(`The queue ${queue} has a consumer already`);
      journal.bind(queue, [...byType.keys()]);
      broker.assertQueue(queue, { durable: true, autoDelete: false });
      for (const delivery of journal.waiting(queue)) broker.sendToQueue(queue, delivery);
      const onMessage = (_routingKey: string, message: ConsumeMessage) => {
        const work = deliver(byType, message.content)
          .catch((error: unknown) => logger.error({ err: error, queue }, 'delivery failed'))
          .finally(() => {
            running.delete(work);
            if (!stopping) message.ack();
          });
        running.add(work);
      };
      broker.consume(queue, onMessage, { prefetch: PREFETCH, consumerTag: queue });
    },
    check: async () => void journal.depth(''),
    close: async () => {
      if (stopping) return;
      stopping = true;
      broker.stop();
      clearInterval(replays);
      for (const timer of pausing) clearTimeout(timer);
      await Promise.race([Promise.all(running), sleep(DRAIN_MS, undefined, { ref: false })]);
      journal.close();
    },
  };
}
