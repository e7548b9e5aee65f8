import { setTimeout as sleep } from 'node:timers/promises';
import { ledgerTable } from './ledger/print.ts';
import { createAuditor } from './ledger/read-facts.ts';
import { cannotMount, type Plant, startPlant } from './plant/plant.ts';
import { createRandom } from './random.ts';
import type { Result } from './report.ts';
import { type Case, createScene } from './scene.ts';

const WITHIN_MS = 180_000;
/** Room for the cluster and a few minutes of orders. */
const DISK_MB = 400;
/** Nothing of a killed run may stay behind, and nobody waits longer than that for it to go. */
const CLOSE_WITHIN_MS = 20_000;

/** Plays the cases one after the other on one plant; one that failed gets the next a new plant. */
export async function playAll(cases: readonly Case[], options: { seed: number; short: boolean }): Promise<Result[]> {
  let plant: Promise<Plant> | undefined;
  let stopping = false;
  const close = async () => {
    // One that did not come up has cleaned up by itself.
    const closing = plant?.then((started) => started.close()).catch(() => {});
    plant = undefined;
    await Promise.race([closing, sleep(CLOSE_WITHIN_MS, undefined, { ref: false })]);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stopping = true;
      console.log('\nStopping; everything that was started goes.');
      void close().finally(() => process.exit(130));
    });
  }

  const results: Result[] = [];
  try {
    for (const each of cases) {
      if (stopping) break;
      const why = each.skip?.();
      if (why) {
        results.push({ name: each.name, outcome: 'skipped', why, seconds: 0 });
        continue;
      }
      plant ??= startPlant({
        seed: options.seed,
        ...(options.short || cannotMount() ? {} : { postgresDiskMb: DISK_MB }),
      });
      const result = await play(each, await plant, options);
      results.push(result);
      if (result.outcome === 'failed') await close();
    }
  } finally {
    await close();
  }
  return results;
}

async function play(each: Case, plant: Plant, { seed, short }: { seed: number; short: boolean }): Promise<Result> {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 100) / 10;
  console.log(`\n${each.name}: ${each.title}`);
  const auditor = await createAuditor(plant);
  const scene = createScene({
    plant,
    auditor,
    short,
    random: createRandom(seed, each.name),
    note: (text) => console.log(`    ${text}`),
    print: (facts) => console.log(ledgerTable(facts)),
  });
  const limit = each.withinMs ?? WITHIN_MS;
  const late = new AbortController();
  const tooLong = sleep(limit, undefined, { signal: late.signal }).then(() => {
    throw new Error(`it did not come to an end within ${limit / 1000} s`);
  });
  try {
    await Promise.race([each.play(scene), tooLong]);
    await plant.mend();
    console.log(`  passed in ${seconds()} s`);
    return { name: each.name, outcome: 'passed', seconds: seconds() };
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? `${message} (${cause.message})` : message;
    console.log(`  FAILED after ${seconds()} s: ${why}`);
    return { name: each.name, outcome: 'failed', why, seconds: seconds() };
  } finally {
    late.abort();
    tooLong.catch(() => {});
    await auditor.close();
  }
}
