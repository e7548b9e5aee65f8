import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMetrics } from './metrics.ts';
import { createQuarantine } from './quarantine.ts';
import type { ReleaseFault } from './release-fault.ts';
import { createReleaseHealth } from './release-health.ts';

const fault: ReleaseFault = { remote: 'catalog', version: '1.0.0', reason: 'threw', error: 'broken', own: true };
let logged: { error: string }[] = [];
beforeEach(() => {
  logged = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    logged.push(JSON.parse(String(line)));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

function world() {
  const quarantine = createQuarantine({ failures: 2, windowMs: 1000, asideMs: 1000 });
  const metrics = createMetrics({ setAside: () => [], renderWorkers: () => 0 });
  return { quarantine, metrics, health: createReleaseHealth(quarantine, metrics.failed) };
}

describe('the health of releases', () => {
  it('When overrides of any version fail, then no release is set aside and the metrics do not grow with each', async () => {
    const { quarantine, metrics, health } = world();
    for (const version of ['1.0.0-a', '1.0.0-b', '1.0.0-c'])
      for (let times = 0; times < 3; times++) health.report({ ...fault, version, origin: 'http://localhost:3101' });
    expect(quarantine.aside()).toEqual([]);
    const { values } = await metrics.registry.getSingleMetric('tessera_remote_failures_total')!.get();
    expect(values).toMatchObject([{ value: 9, labels: { remote: 'catalog', release: 'override', reason: 'threw' } }]);
  });

  it('When a remote throws a megabyte of text, then log and memory keep its beginning', () => {
    const { health } = world();
    health.report({ ...fault, error: 'x'.repeat(1e6) });
    expect(logged.map(({ error }) => error.length)).toEqual([500]);
    expect(health.lastFaults()[0]?.error).toHaveLength(500);
  });
});
