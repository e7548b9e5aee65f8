import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface ShellMetrics {
  readonly registry: Registry;
  rendered(fragment: { remote: string; fragment: string; outcome: string }, seconds: number): void;
  failed(fault: { remote: string; version: string; origin?: string | undefined; reason: string }): void;
}

/** What is asked for when `/metrics` is read. */
export interface MetricsSources {
  setAside(): readonly { readonly remote: string; readonly release: string }[];
  renderWorkers(): number;
}

/** In a registry of its own: Next bundles prom-client's global one more than once. */
export function createMetrics({ setAside, renderWorkers }: MetricsSources): ShellMetrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service: 'shell' });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const seconds = new Histogram({
    name: 'tessera_fragment_render_seconds',
    help: 'Time to render a fragment on the server, its calls included',
    labelNames: ['remote', 'fragment', 'outcome'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
    registers,
  });
  const failures = new Counter({
    name: 'tessera_remote_failures_total',
    help: 'Faults of remotes, by release and reason',
    labelNames: ['remote', 'release', 'reason'],
    registers,
  });
  new Gauge({
    name: 'tessera_remote_set_aside',
    help: '1 for each release that is set aside',
    labelNames: ['remote', 'release'],
    registers,
    collect() {
      this.reset();
      for (const labels of setAside()) this.set({ ...labels }, 1);
    },
  });
  new Gauge({
    name: 'tessera_render_workers',
    help: 'Processes that each render one release',
    registers,
    collect() {
      this.set(renderWorkers());
    },
  });
  return {
    registry,
    rendered: (labels, took) => seconds.observe(labels, took),
    // The versions of other origins are no releases, and there is no end to them.
    failed: ({ remote, version, origin, reason }) =>
      failures.inc({ remote, release: origin ? 'override' : version, reason }),
  };
}
