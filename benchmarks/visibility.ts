import { setTimeout as pause } from 'node:timers/promises';
import { redeploy } from './redeploy.ts';
import { percentile, round, type Tessera } from './tessera.ts';

const RUNS = 10;
const PATH: Record<string, string> = { catalog: '/products', orders: '/cart' };

/** How long a new release takes to be on a page; nobody else visits meanwhile. */
export async function measureVisibility({ origin, remotesFolder }: Tessera): Promise<Record<string, object>> {
  const rows: Record<string, object> = {};
  for (const [name, path] of Object.entries(PATH)) {
    const seconds: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const version = `9.${run}.0`;
      redeploy(remotesFolder, name, version);
      const startedAt = performance.now();
      while (!(await (await fetch(origin + path)).text()).includes(`data-release="${version}"`)) await pause(50);
      seconds.push((performance.now() - startedAt) / 1000);
    }
    rows[name] = { p50: percentile(seconds, 0.5), slowest: round(Math.max(...seconds)) };
  }
  return rows;
}
