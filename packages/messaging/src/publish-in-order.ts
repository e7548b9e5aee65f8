import type { EventEnvelope } from '@tessera/contracts/events/event';
import type { EventBus } from './event-bus.ts';

/**
 * Publishes events all at once, but those of one subject one after the other: what comes behind a failed one fails with
 * it, so that none overtakes another.
 */
export function publishInOrder(bus: EventBus): (envelope: EventEnvelope) => Promise<void> {
  const last = new Map<string, Promise<void>>();
  return (envelope) => {
    const { subject } = envelope;
    const before = last.get(subject);
    const publishing = before ? before.then(() => bus.publish([envelope])) : bus.publish([envelope]);
    last.set(subject, publishing);
    const forget = () => {
      if (last.get(subject) === publishing) last.delete(subject);
    };
    publishing.then(forget, forget);
    return publishing;
  };
}
