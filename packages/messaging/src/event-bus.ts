import type { EventDefinition, EventEnvelope } from '@tessera/contracts/events/event';
import type { z } from 'zod';
import { readData } from './read-data.ts';

export { UnusableEvent } from './unusable-event.ts';

/** Delivers events at least once, in no certain order. */
export interface EventBus {
  /**
   * Resolves when the broker has them safely; rejects when that is not certain, with `Refused` when it is up but has
   * no room. An event that nobody consumes is kept apart for who will.
   */
  publish(envelopes: readonly EventEnvelope[]): Promise<void>;
  /** One durable queue a consumer; what came while nobody listened is delivered now. */
  subscribe(subscription: Subscription): Promise<void>;
  check(): Promise<void>;
  /** Stops delivery and waits for handlers that run. */
  close(): Promise<void>;
}

export interface Subscription {
  /** `<service>.<purpose>`: unique to the consumer, the same in all its instances. */
  readonly queue: string;
  readonly handlers: readonly Handler[];
}

export interface Handler {
  readonly type: string;
  readonly handle: (envelope: EventEnvelope) => Promise<void>;
}

/** The broker is up but does not take this event now, because a queue that wants it is full. Others may get through. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** Events that one consumer works on at a time. One that waits for its next delivery takes no part in this. */
export const PREFETCH = 10;

/**
 * Binds an event to what a consumer does about it, whichever known version it comes in. A handler that throws gets the
 * event again later.
 */
export function on<Type extends string, Data extends z.ZodType>(
  definition: EventDefinition<Type, Data>,
  handle: (data: z.output<Data>, envelope: EventEnvelope) => Promise<void>,
): Handler {
  return {
    type: definition.type,
    handle: async (envelope) => handle(readData(definition, envelope), envelope),
  };
}

/**
 * Finds the handler and runs it. An event that has none was bound by a newer instance, which is to get it: it is tried
 * again, and in the end kept as a dead letter.
 */
export async function handleWith(handlers: ReadonlyMap<string, Handler>, envelope: EventEnvelope): Promise<void> {
  const handler = handlers.get(envelope.type);
  if (!handler) throw new Error(`This version of the consumer has no handler for ${envelope.type}`);
  await handler.handle(envelope);
}
