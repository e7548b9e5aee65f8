import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildRenderWorker } from './src/render-worker/build.ts';

const shell = import.meta.dirname;
const root = join(shell, '..');

const sources = [
  'shell/{src,public}/**/*',
  'shell/*.{ts,mts,json}',
  'packages/{contracts,store,design}/src/**/*',
  'package-lock.json',
];
const hash = createHash('sha256');
for (const file of globSync(sources, { cwd: root, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort()) {
  hash.update(file.slice(root.length)).update(readFileSync(file));
}

const { status, error } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/next/dist/bin/next'), 'build', ...process.argv.slice(2)],
  {
    cwd: shell,
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_PRIVATE_LOCAL_WEBPACK: 'true',
      NEXT_TELEMETRY_DISABLED: '1',
      // npm's lockfile is right without the other platforms' compilers that Next would add to it.
      NEXT_IGNORE_INCORRECT_LOCKFILE: '1',
      SHELL_BUILD_ID: hash.digest('hex').slice(0, 16),
    },
  },
);
if (error) throw error;
if (status !== 0) process.exit(status ?? 1);

// The standalone server serves these itself, but Next leaves the copying to its user.
const standalone = join(shell, '.next/standalone/shell');
cpSync(join(shell, '.next/static'), join(standalone, '.next/static'), { recursive: true });
cpSync(join(shell, '.next/integrity.json'), join(standalone, '.next/integrity.json'));
cpSync(join(shell, 'public'), join(standalone, 'public'), { recursive: true });
await buildRenderWorker(standalone);
