/** Collects durations for the `Server-Timing` header: browsers' tools show it beside the page. */
export function createServerTiming() {
  const entries: string[] = [];
  return {
    async measure<Value>(name: string, description: string, work: Promise<Value>): Promise<Value> {
      const startedAt = performance.now();
      try {
        return await work;
      } finally {
        entries.push(`${name};desc="${description}";dur=${(performance.now() - startedAt).toFixed(1)}`);
      }
    },
    /** In the order in which the work ended. */
    header: (): string => entries.join(', '),
  };
}
