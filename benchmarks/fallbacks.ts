import { FAULTS } from '../tools/gateway/faults/kinds.ts';
import { percentile, round, type Tessera } from './tessera.ts';

const VISITS = 12;

/** What a shopper waits for `/products` while the catalog is broken, beside the same page when all is well. */
export async function measureFallbacks({ origin }: Tessera): Promise<Record<string, object>> {
  const rows: Record<string, object> = { well: await visits(origin, '') };
  for (const kind of Object.keys(FAULTS))
    rows[kind] = await visits(origin, `tessera_overrides=catalog@${origin}/faults/${kind}`);
  return rows;
}

async function visits(origin: string, override: string) {
  const cookie = override.replace(/@.*/, (target) => encodeURIComponent(target));
  const times: number[] = [];
  let fallbacks = 0;
  for (let visit = 0; visit < VISITS; visit++) {
    const startedAt = performance.now();
    const response = await fetch(`${origin}/products`, { headers: { cookie } });
    const html = await response.text();
    times.push(performance.now() - startedAt);
    if (response.status !== 200) throw new Error(`/products answered ${response.status} with ${override}`);
    if (/data-fragment="product-list"[^>]*data-fallback/.test(html)) fallbacks++;
  }
  const [first = 0, ...next] = times;
  return {
    first: round(first, 0),
    p50: percentile(next, 0.5),
    slowest: round(Math.max(...next), 0),
    fallbacks: `${fallbacks} of ${VISITS}`,
  };
}
