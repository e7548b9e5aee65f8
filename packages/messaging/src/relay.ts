import type { Logger } from 'pino';
import type { EventBus } from './event-bus.ts';
import { published, relayFailures } from './metrics.ts';
import type { OutboxSource } from './outbox-source.ts';

const BATCH = 100;
const POLL_MS = 1_000;
const MAX_PAUSE_MS = 30_000;

export interface Relay {
  /** There is something new: do not wait for the next poll. */
  poke(): void;
  /** Waits for the batch under way. */
  close(): Promise<void>;
}

/** Moves events from an outbox to the bus, in batches, each second and when poked; backs off while that fails. */
export function runRelay({ source, bus, logger }: { source: OutboxSource; bus: EventBus; logger: Logger }): Relay {
  const name = String(logger.bindings().name ?? 'unnamed');
  let closed = false;
  let failures = 0;
  let poked = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  const round = async () => {
    try {
      let moved: number;
      do {
        poked = false;
        moved = await moveBatch(source, bus);
      } while (!closed && (moved === BATCH || poked));
      failures = 0;
    } catch (error) {
      failures += 1;
      relayFailures.inc({ relay: name });
      logger.warn({ err: error, failures }, 'events wait in the outbox');
    }
  };
  const run = () => {
    clearTimeout(timer);
    running = round().finally(() => {
      running = undefined;
      if (!closed) timer = setTimeout(run, Math.min(POLL_MS * 2 ** Math.min(failures, 5), MAX_PAUSE_MS));
    });
  };
  run();

  return {
    poke: () => {
      poked = true;
      // While it fails, poking must not defeat the back-off.
      if (!running && !closed && failures === 0) run();
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function moveBatch(source: OutboxSource, bus: EventBus): Promise<number> {
  const batch = await source.take(BATCH);
  if (batch.envelopes.length === 0) return 0;
  try {
    await bus.publish(batch.envelopes);
  } catch (error) {
    await batch.failed?.();
    throw error;
  }
  await batch.done();
  for (const { type } of batch.envelopes) published.inc({ type });
  return batch.envelopes.length;
}
