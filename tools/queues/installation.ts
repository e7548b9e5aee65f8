import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DeadLetters } from '@tessera/messaging/dead-letters';
import { journalDeadLetters } from '@tessera/messaging/journal-dead-letters';
import { rabbitMqDeadLetters } from '@tessera/messaging/rabbitmq-dead-letters';
import { dataFolderOf } from '../start/installation.ts';
import { QueuesError } from './queues-error.ts';

/** Consumers of the shop; a test compares this with the services. */
export const CONSUMERS = [
  'cart.orders',
  'notification.news',
  'order.payments-and-stock',
  'payment.order-cancelled',
  'product.cache',
  'product.orders',
];

/** The broker that the environment names, or the journal of the data folder. Throws a QueuesError when it is not there. */
export async function openDeadLetters(env: NodeJS.ProcessEnv): Promise<{ letters: DeadLetters; place: string }> {
  const url = env.RABBITMQ_URL;
  if (!url) {
    const folder = dataFolderOf(env);
    return { letters: journalDeadLetters(folder), place: `the journal in ${folder} (RABBITMQ_URL is not set)` };
  }
  try {
    const { host, pathname } = new URL(url);
    const letters = await rabbitMqDeadLetters({ url, queues: CONSUMERS, types: await eventTypes() });
    return { letters, place: `RabbitMQ at ${host}${pathname}` };
  } catch (cause) {
    throw new QueuesError(`RabbitMQ cannot be reached by RABBITMQ_URL: ${(cause as Error).message}`, { cause });
  }
}

async function eventTypes(): Promise<string[]> {
  const folder = path.dirname(fileURLToPath(import.meta.resolve('@tessera/contracts/events/event')));
  const modules = await Promise.all(
    readdirSync(folder).map((file) => import(`@tessera/contracts/events/${path.basename(file, '.ts')}`)),
  );
  return modules
    .flatMap((module) => Object.values(module as Record<string, { type?: unknown; version?: unknown }>))
    .flatMap(({ type, version }) => (typeof type === 'string' && version ? [type] : []));
}
