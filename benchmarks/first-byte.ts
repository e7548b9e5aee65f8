import { get } from 'node:http';
import { signedInShopper } from './shopper.ts';
import { percentile, round, type Tessera } from './tessera.ts';

const WARM_UP = 50;
const RUNS = 300;

/** First byte at the public door and at the shell itself, beside what the shell says of the same request in `Server-Timing`. */
export async function measureFirstByte({ origin, shell }: Tessera): Promise<Record<string, object>> {
  const { slug } = await signedInShopper(origin);
  const rows: Record<string, object> = {};
  for (const path of ['/', '/products', `/products/${slug}`]) {
    const atShell: Sample[] = [];
    const atDoor: Sample[] = [];
    for (let run = 0; run < WARM_UP + RUNS; run++) {
      const pair = [await request(shell + path), await request(origin + path)] as const;
      if (run < WARM_UP) continue;
      atShell.push(pair[0]);
      atDoor.push(pair[1]);
    }
    const p50 = (samples: readonly Sample[], pick: (sample: Sample) => number) => percentile(samples.map(pick), 0.5);
    rows[path] = {
      'at the gateway p50': p50(atDoor, ({ firstByte }) => firstByte),
      'at the shell p50': p50(atShell, ({ firstByte }) => firstByte),
      'slowest fragment p50': p50(atShell, ({ timings }) => slowest(timings)),
      'page context p50': p50(atShell, ({ timings }) => timings.context ?? 0),
      'shell around both p50': p50(
        atShell,
        ({ firstByte, timings }) => firstByte - slowest(timings) - (timings.context ?? 0),
      ),
    };
  }
  return rows;
}

interface Sample {
  readonly firstByte: number;
  readonly timings: Record<string, number>;
}

const slowest = (timings: Record<string, number>): number =>
  Math.max(0, ...Object.entries(timings).flatMap(([name, duration]) => (name === 'context' ? [] : [duration])));

function request(url: string): Promise<Sample> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    get(url, (response) => {
      const firstByte = round(performance.now() - startedAt);
      const header = String(response.headers['server-timing'] ?? '');
      response.resume().on('end', () => resolve({ firstByte, timings: parse(header) }));
    }).on('error', reject);
  });
}

/** `context;dur=3.1, s1;desc="catalog/product-page";dur=8.2` */
const parse = (header: string): Record<string, number> =>
  Object.fromEntries(
    header.split(',').flatMap((entry) => {
      const name = entry.trim().split(';', 1)[0];
      const duration = /dur=([\d.]+)/.exec(entry)?.[1];
      return name && duration ? [[name, Number(duration)]] : [];
    }),
  );
