import type { Logger } from 'pino';
import type { EventBus } from './event-bus.ts';
import { PATIENT, type Retries } from './retries.ts';

interface Options {
  readonly url?: string;
  readonly dataDir?: string;
  readonly logger: Logger;
  readonly retries?: Retries;
}

/**
 * RabbitMQ for `amqp://` and `amqps://`; without a url the bus of this process, which keeps what is not yet settled
 * in `<dataDir>/events.sqlite` (in memory without `dataDir`).
 */
export async function connectEventBus({ url, dataDir, logger, retries = PATIENT }: Options): Promise<EventBus> {
  if (url) return (await import('./rabbitmq-event-bus.ts')).connectRabbitMq({ url, logger, retries });
  return (await import('./embedded-event-bus.ts')).openEmbeddedBus({ dataDir, logger, retries });
}
