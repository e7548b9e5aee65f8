const PAUSE_MS = 100;
const ATTEMPT_DEADLINE_MS = 5_000;

/** Resolves when `url` answers 200; rejects after `deadlineMs` with what is not ready. */
export async function whenReady(url: string, deadlineMs: number, signal: AbortSignal): Promise<void> {
  const until = Date.now() + deadlineMs;
  let last = 'no answer';
  while (Date.now() < until && !signal.aborted) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(ATTEMPT_DEADLINE_MS) });
      if (response.ok) return;
      last = await response.text();
    } catch {
      last = 'no answer';
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  if (!signal.aborted) throw new Error(`not everything was ready within ${deadlineMs / 1000} s: ${last}`);
}
