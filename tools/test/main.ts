// `npm test`: everything that guards Tessera, cheapest first. The last line counts it all.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { buildWhatIsStale } from '../start/build.ts';
import { REMOTES, ROOT } from '../start/deployables.ts';
import { findChromium } from './find-chromium.ts';
import { realServers } from './real-servers.ts';
import { type Counts, readPlaywrightReport, readVitestReport } from './reports.ts';
import { run } from './run.ts';

const reports = path.join(ROOT, '.cache', 'reports');
const remotes = REMOTES.map((name) => `mfe-${name}`);
rmSync(reports, { recursive: true, force: true });

const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const count = (title: string, counts: Counts) => {
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key];
  console.log(
    `${title}: ${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}\n`,
  );
};

const checks: [title: string, command: string, ...args: string[]][] = [
  ['Format and lint', 'biome', 'check', '.'],
  ['Types of the backend', 'tsc', '-p', '.'],
  ['Types of the shell', 'tsc', '-p', 'shell'],
  ['Types of the remotes', 'npm', 'run', 'types', '--silent', ...remotes.flatMap((folder) => ['-w', folder])],
  [
    'Walls between rooms',
    'depcruise',
    '--config',
    '.dependency-cruiser.cjs',
    'packages',
    'services',
    'bff',
    'shell/src',
    ...remotes.map((folder) => `${folder}/src`),
    'tools',
  ],
  ['Dead code', 'knip'],
];
for (const [title, command, ...args] of checks) {
  const code = await run(command, args, { quiet: true });
  count(title, { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });
}

await buildWhatIsStale();

const servers = await realServers(process.env);
for (const [name, reason] of Object.entries(servers.missing))
  console.log(`Not tested against a real ${name}: ${reason}`);
const chromium = await findChromium();
/** On the command line, because projects do not inherit the root's settings. */
const timeouts = ['--testTimeout=20000', '--hookTimeout=60000'];
const vitestReport = path.join(reports, 'vitest.json');
await run(
  'vitest',
  ['run', ...timeouts, '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
  {
    env: { ...servers.env, CHROMIUM_PATH: chromium },
  },
);
count('Unit, adapter, component and contract tests', readVitestReport(vitestReport));

const playwrightReport = path.join(reports, 'playwright.json');
await run('playwright', ['test', '--config', 'e2e/playwright.config.ts'], {
  env: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport },
});
count('End-to-end tests', readPlaywrightReport(playwrightReport));

const skipped = total.skipped ? `, ${total.skipped} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 ? 0 : 1;
