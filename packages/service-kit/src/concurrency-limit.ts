import { turnMs } from './loop-turn.ts';

/** Of reads; what finishes a purchase may still come in when they are refused. */
const MOST = 250;
const URGENT_SHARE = 1.5;
/** How many times the least it is at first, before anything was learnt. */
const FIRST = 2.5;

/** What is answered in this time is never slow, and nothing else is known of a route at first. */
const QUICK_MS = 50;
/** An answer that takes so many times as long as in calm is too slow. */
const TOLERANCE = 1.25;
/** Of what is known of a route, how much the next calm answer replaces: one hiccup must not let a crowd in. */
const QUICKER_WEIGHT = 0.1;
const SLOWER_WEIGHT = 0.02;

/** With fewer under way, a late turn of the event loop is a hiccup and no overload. */
const FEW = 50;
const LATE_MS = 100;
const URGENT_LATE_MS = 300;

interface Answered {
  readonly route: string;
  readonly ms: number;
  /** How many were under way, itself included, when it began or when it ended: the larger of both. */
  readonly underWay: number;
  readonly succeeded: boolean;
}

export interface UnderWay {
  readonly all: number;
  /** Those that are part of no change. */
  readonly reads: number;
}

export interface ConcurrencyLimit {
  /** May one more begin? */
  admits(underWay: UnderWay, urgent: boolean): boolean;
  learn(answered: Answered): void;
}

/**
 * How many requests may be under way at once: the gradient of Envoy's adaptive concurrency and of Netflix's
 * concurrency-limits. The limit shrinks by how much slower answers are than in calm, and grows by its square root while it
 * is used. Calm is measured by route, while few are under way, so that a crowd does not change what counts as slow. `least`
 * are let in whatever is learnt, and half as many reads when changes that hang hold all places. Without `least` nothing is
 * learnt: a burst may be large where each call is quick.
 */
export function createConcurrencyLimit({ least = MOST, turn = turnMs } = {}): ConcurrencyLimit {
  const calm = new Map<string, number>();
  const crowd = least * URGENT_SHARE;
  const newRound = () => ({ answers: 0, gradients: 0, busiest: 0 });
  let limit = Math.min(MOST, FIRST * least);
  let round = newRound();

  return {
    admits: ({ all, reads }, urgent) =>
      (all < limit * (urgent ? URGENT_SHARE : 1) || (!urgent && reads < least / 2)) &&
      (all < FEW || turn() <= (urgent ? URGENT_LATE_MS : LATE_MS)),

    learn({ route, ms, underWay, succeeded }) {
      const known = calm.get(route) ?? QUICK_MS;
      // A refusal by a service further down is quick, and no measure of work.
      if (succeeded && underWay <= crowd) {
        calm.set(route, known + (ms - known) * (ms < known ? QUICKER_WEIGHT : SLOWER_WEIGHT));
      }
      const slow = TOLERANCE * Math.max(QUICK_MS, known);
      round.answers += 1;
      round.gradients += Math.min(1, Math.max(0.5, slow / ms));
      round.busiest = Math.max(round.busiest, underWay);
      // Once for all that were under way: what was let in before the last change tells nothing of it.
      if (round.answers < round.busiest) return;
      // Nor does a limit that nobody came near.
      if (round.busiest >= limit / 2) {
        const next = (limit * round.gradients) / round.answers + Math.sqrt(limit);
        limit = Math.min(MOST, Math.max(least, next));
      }
      round = newRound();
    },
  };
}
