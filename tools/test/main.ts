// `npm test`: everything that guards Tessera, cheapest first. The last line counts it all.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { buildWhatIsStale } from '../start/build.ts';
import { REMOTES, ROOT } from '../start/deployables.ts';
import { findChromium } from './find-chromium.ts';
import { realServers } from './real-servers.ts';
import { type Outcome, readFaultsReport, readPlaywrightReport, readVitestReport } from './reports.ts';
import { run } from './run.ts';

const reports = path.join(ROOT, '.cache', 'reports');
const remotes = REMOTES.map((name) => `mfe-${name}`);
rmSync(reports, { recursive: true, force: true });

const total: Outcome = { passed: 0, failed: 0, skipped: 0, failures: [] };
const count = (title: string, outcome: Outcome) => {
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += outcome[key];
  total.failures.push(...outcome.failures);
  console.log(`${title}: ${summary(outcome)}\n`);
};
const summary = ({ passed, failed, skipped }: Outcome) =>
  `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;

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
  const failures = code === 0 ? [] : [`${title}: ${command} ended with ${code}; its output is above`];
  count(title, { passed: 1 - failures.length, failed: failures.length, skipped: 0, failures });
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

await run('node', ['--disable-warning=ExperimentalWarning', 'e2e/faults/main.ts', '--short'], {});
count('Faults, the short cut', readFaultsReport(path.join(reports, 'faults.json')));

const playwrightReport = path.join(reports, 'playwright.json');
await run('playwright', ['test', '--config', 'e2e/playwright.config.ts'], {
  env: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport },
});
count('End-to-end tests', readPlaywrightReport(playwrightReport));

if (total.failures.length > 0) console.log(`What failed:\n\n${total.failures.join('\n\n')}\n`);
console.log(summary(total));
process.exitCode = total.failed === 0 ? 0 : 1;
