// `npm run bench:federation`: what it costs the shop that remotes ship alone, printed as tables.
// `-- --redeploys 100` for a shorter one than 500; `-- --seconds 30` for a shorter soak than a minute.
import { parseArgs } from 'node:util';
import { buildWhatIsStale } from '../tools/start/build.ts';
import { measureFallbacks } from './fallbacks.ts';
import { measureRedeploys } from './redeploys.ts';
import { soak } from './soak.ts';
import { startTessera } from './tessera.ts';
import { measureVisibility } from './visibility.ts';

const { values } = parseArgs({
  options: { redeploys: { type: 'string', default: '500' }, seconds: { type: 'string', default: '60' } },
});

await buildWhatIsStale();
const shop = await startTessera({ fresh: true, devTools: true });
try {
  print('From publishing to being seen (s)', await measureVisibility(shop));
  print(
    'A page whose catalog is broken: first answer after the fault and the next ones (ms)',
    await measureFallbacks(shop),
  );
  print('All remotes republished each second under load, in real browsers', await soak(shop, Number(values.seconds)));
  print(
    'Memory of the shell over redeploys of all remotes under load (MB)',
    await measureRedeploys(shop, Number(values.redeploys)),
  );
} finally {
  await shop.stop();
}

function print(title: string, rows: Record<string, object>): void {
  console.log(`\n${title}`);
  console.table(rows);
}
