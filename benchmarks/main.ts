// `npm run bench`: speed and size of what shoppers and operators feel, printed as tables. Nothing here passes or fails.
// `npm run bench -- --cold` also clones the project into an empty folder and times its very first `npm start`.
import { buildWhatIsStale } from '../tools/start/build.ts';
import { timeColdStart } from './cold-start.ts';
import { measureFirstByte } from './first-byte.ts';
import { measureFragments } from './fragments.ts';
import { measureMemory } from './memory.ts';
import { measureScripts } from './scripts.ts';
import { startTessera } from './tessera.ts';

await buildWhatIsStale();
const fresh = await startTessera({ fresh: true });
await fresh.stop();
const shop = await startTessera({ fresh: false });
try {
  const starts: Record<string, object> = {
    'empty data folder': { seconds: fresh.seconds },
    'second start': { seconds: shop.seconds },
  };
  if (process.argv.includes('--cold'))
    starts['empty clone, install and build included'] = { seconds: await timeColdStart() };
  print('Start until everything is ready', starts);
  print('Idle memory, proportional (MB)', await measureMemory(shop.pid));
  print('Server render of a fragment, BFF answers replayed (ms)', await measureFragments(shop));
  print('First byte of a composed page against its slowest fragment (ms)', await measureFirstByte(shop));
  print('JavaScript of a page (kB, gzip)', await measureScripts(shop));
} finally {
  await shop.stop();
}

function print(title: string, rows: Record<string, object>): void {
  console.log(`\n${title}`);
  console.table(rows);
}
