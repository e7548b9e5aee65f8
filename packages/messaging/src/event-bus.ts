import type { EventDefinition, EventEnvelope } from '@tessera/contracts/events/event';
import type { z } from 'zod';

/** Delivers events at least once, in no certain order. */
export interface EventBus {
  /** Resolves when the broker has them safely; rejects when that is not certain. */
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

/** An event that no retry will ever make right: it is dead-lettered at once. */
export class UnusableEvent extends Error {
  override readonly name = 'UnusableEvent';
}

/** Events that one consumer works on at a time. One that waits for its next delivery takes no part in this. */
export const PREFETCH = 10;

/** Binds an event to what a consumer does about it. A handler that throws gets the event again later. */
export function on<Type extends string, Data extends z.ZodType>(
  definition: EventDefinition<Type, Data>,
  handle: (data: z.output<Data>, envelope: EventEnvelope) => Promise<void>,
): Handler {
  return {
    type: definition.type,
    handle: async (envelope) => {
      const parsed = definition.data.safeParse(envelope.data);
      if (!parsed.success) throw new UnusableEvent(`${definition.type} ${envelope.id}: ${parsed.error.message}`);
      await handle(parsed.data, envelope);
    },
  };
}
