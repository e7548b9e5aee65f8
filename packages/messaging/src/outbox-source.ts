import type { EventEnvelope } from '@tessera/contracts/events/event';

/** Where a producer keeps events that its own write stored and that the broker has not confirmed yet. */
export interface OutboxSource {
  /** The oldest, up to `limit`, those of one subject in the order of their commits. Another relay may take the same. */
  take(limit: number): Promise<OutboxBatch>;
}

export interface OutboxBatch {
  readonly envelopes: readonly EventEnvelope[];
  /** The broker has them all: forget them. Not called for an empty batch. */
  done(): Promise<void>;
}
