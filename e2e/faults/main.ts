// `npm run test:faults`: the shop's back end on servers of its own, and everything that may go wrong with it.
// `-- --only <case>` plays one case (or those whose names begin so), `--seed <n>` repeats a run, `--short` is the cut
// of `npm test`, `--list` names the cases. The last line counts; the ledger of each case stands above it.
import { parseArgs } from 'node:util';
import { CASES } from './cases/all.ts';
import { missingBinaries } from './plant/binaries.ts';
import { playAll } from './play.ts';
import { writeReport } from './report.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seed: { type: 'string' },
    short: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

const chosen = CASES.filter(
  ({ name, short }) =>
    (!values.only || values.only.split(',').some((only) => name.startsWith(only))) &&
    (!values.short || values.only || short),
);
if (values.list || chosen.length === 0) {
  if (!values.list) console.error(`There is no case ${values.only}. There are:`);
  for (const { name, title } of CASES) console.log(`  ${name.padEnd(28)}${title}`);
  process.exit(values.list ? 0 : 1);
}

const seed = Number(values.seed ?? Date.now() % 1_000_000);
if (!Number.isInteger(seed)) throw new Error(`--seed is a whole number; it is "${values.seed}"`);
console.log(`Seed ${seed}`);
const missing = missingBinaries();
const results = missing
  ? chosen.map(({ name }) => ({ name, outcome: 'skipped' as const, why: missing, seconds: 0 }))
  : await playAll(chosen, { seed, short: values.short });
const { passed, failed, skipped } = writeReport(seed, results);
for (const { name, outcome, why } of results) {
  if (outcome === 'skipped') console.log(`Skipped: ${name}: ${why}`);
  if (outcome === 'failed')
    console.log(`Failed: ${name}; again with: npm run test:faults -- --only ${name} --seed ${seed}`);
}
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);
