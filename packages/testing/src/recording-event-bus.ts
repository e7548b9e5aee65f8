import type { EventEnvelope } from '@tessera/contracts/events/event';
import type { EventBus, Handler } from '@tessera/messaging/event-bus';

/** A bus for tests of one service: keeps what it publishes, and hands it events as if they came from others. */
export interface RecordingEventBus extends EventBus {
  readonly published: EventEnvelope[];
  /** Runs every subscribed handler of the event; rejects as they do, without a retry. */
  deliver(envelope: EventEnvelope): Promise<void>;
}

export function recordingEventBus(): RecordingEventBus {
  const published: EventEnvelope[] = [];
  const handlers: Handler[] = [];
  return {
    published,
    publish: async (envelopes) => void published.push(...envelopes),
    subscribe: async (subscription) => void handlers.push(...subscription.handlers),
    deliver: async (envelope) => {
      for (const { type, handle } of handlers) if (type === envelope.type) await handle(envelope);
    },
    check: async () => {},
    close: async () => {},
  };
}
