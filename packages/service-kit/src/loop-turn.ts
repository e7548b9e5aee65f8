let started: number | undefined;

/**
 * How many milliseconds the event loop has been at this turn: whoever gets its attention now has waited as long at least.
 * All apps of the process share it, as they share the loop.
 */
export function turnMs(): number {
  const now = performance.now();
  if (started === undefined) {
    started = now;
    setImmediate(() => {
      started = undefined;
    });
  }
  return now - started;
}
