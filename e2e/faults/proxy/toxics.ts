import type { Random } from '../random.ts';

/** What happens to the bytes of one direction; nothing when it is empty. */
export interface Toxics {
  readonly latencyMs?: number;
  /** Up to so much more latency. */
  readonly jitterMs?: number;
  readonly bytesPerSecond?: number;
  /** Bytes come in pieces of one to so many. */
  readonly sliceBytes?: number;
  /** Nothing arrives, not even the end, and nobody is told. */
  readonly hole?: boolean;
}

/** A chunk cut into what is passed on at once, each with the pause before it. */
export function* pieces(chunk: Buffer, toxics: Toxics, random: Random): Generator<{ piece: Buffer; pauseMs: number }> {
  const { latencyMs = 0, jitterMs = 0, bytesPerSecond, sliceBytes } = toxics;
  let wait = latencyMs + random.next() * jitterMs;
  for (let from = 0; from < chunk.length; ) {
    const size = sliceBytes ? random.between(1, sliceBytes) : chunk.length;
    const piece = chunk.subarray(from, from + size);
    if (bytesPerSecond) wait += (piece.length / bytesPerSecond) * 1_000;
    yield { piece, pauseMs: wait };
    wait = 0;
    from += piece.length;
  }
}
