/** Remembers an answer for `ms`, and lets all who ask meanwhile wait for the same one. A failure is not remembered. */
export function cached<Value>(load: () => Promise<Value>, ms: number, clock: { now(): Date }): () => Promise<Value> {
  let entry: { value: Promise<Value>; until: number } | undefined;
  return () => {
    const now = clock.now().getTime();
    if (!entry || now >= entry.until) {
      const fresh = { value: load(), until: now + ms };
      fresh.value.catch(() => {
        if (entry === fresh) entry = undefined;
      });
      entry = fresh;
    }
    return entry.value;
  };
}
