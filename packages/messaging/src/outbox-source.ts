import type { EventEnvelope } from '@tessera/contracts/events/event';

/** Where a producer keeps events that its own transaction wrote and that the broker has not confirmed yet. */
export interface OutboxSource {
  /** The oldest, up to `limit`, kept from other relays until settled where the store can do that. */
  take(limit: number): Promise<OutboxBatch>;
}

export interface OutboxBatch {
  readonly envelopes: readonly EventEnvelope[];
  /** The broker has them: forget them. Not called for an empty batch. */
  done(): Promise<void>;
  /** They could not be published: let them be taken again. */
  failed?(): Promise<void>;
}
