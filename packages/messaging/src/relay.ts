import type { Logger } from 'pino';
import { type Bell, createBell } from './bell.ts';
import type { EventBus } from './event-bus.ts';
import { gather } from './gather.ts';
import { published, relayFailures } from './metrics.ts';
import type { OutboxSource } from './outbox-source.ts';
import { publishInOrder } from './publish-in-order.ts';

const BATCH = 100;
const POLL_MS = 1_000;
/** Until the next try when another instance's relay is at the same outbox: it may have looked just before our commit. */
const BUSY_MS = 25;
const MAX_PAUSE_MS = 5_000;

export interface Relay {
  /** There is something new: do not wait for the next poll. */
  poke(): void;
  /** Waits for the batch under way. */
  close(): Promise<void>;
}

/** One pass over an outbox until it is empty, another relay is `busy` with it, or the relay closes. `poked` rings it. */
export type Round = (closing: AbortSignal, poked: Bell) => Promise<'empty' | 'busy'>;

/** Moves events from an outbox to the bus, in batches, each second and when poked; backs off while that fails. */
export function runRelay({ source, bus, logger }: { source: OutboxSource; bus: EventBus; logger: Logger }): Relay {
  return repeat((closing) => drain(source, bus, closing), logger);
}

export function repeat(round: Round, logger: Logger): Relay {
  const name = String(logger.bindings().name ?? 'unnamed');
  const closing = new AbortController();
  const poked = createBell();
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  /** Resolves to how long to wait for the next. */
  const rounds = async (): Promise<number> => {
    try {
      let outcome: Awaited<ReturnType<Round>>;
      do {
        poked.silence();
        outcome = await round(closing.signal, poked);
      } while (!closing.signal.aborted && poked.isRung() && outcome === 'empty');
      failures = 0;
      return outcome === 'busy' ? BUSY_MS : POLL_MS;
    } catch (error) {
      failures += 1;
      relayFailures.inc({ relay: name });
      logger.warn({ err: error, failures }, 'events wait in the outbox');
      return Math.min(POLL_MS * 2 ** (failures - 1), MAX_PAUSE_MS);
    }
  };
  const run = () => {
    clearTimeout(timer);
    running = rounds().then((pause) => {
      running = undefined;
      if (!closing.signal.aborted) timer = setTimeout(run, pause);
    });
  };
  run();

  return {
    poke: () => {
      poked.ring();
      // While it fails, poking must not defeat the back-off.
      if (!running && !closing.signal.aborted && failures === 0) run();
    },
    close: async () => {
      closing.abort();
      clearTimeout(timer);
      await running;
    },
  };
}

async function drain(source: OutboxSource, bus: EventBus, closing: AbortSignal): Promise<'empty'> {
  for (;;) {
    const { envelopes, done } = await source.take(BATCH);
    if (envelopes.length === 0) return 'empty';
    const publish = publishInOrder(bus);
    const outcomes = await Promise.allSettled(envelopes.map(publish));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
    await done();
    for (const { type } of envelopes) published.inc({ type });
    if (closing.aborted) return 'empty';
    if (envelopes.length < BATCH) await gather();
  }
}
