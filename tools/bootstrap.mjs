// The first step of `npm start` and `npm test`: runs on whatever Node the machine has (20 or newer) with nothing
// installed yet, brings the dependencies up to date, and hands over to the pinned Node 24 of node_modules.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const fail = (message) => {
  console.error(`\n${message}\n`);
  process.exit(1);
};

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Tessera needs Node 20 or newer to start; this is ${process.version}. Install a newer one from nodejs.org.`);
}

const stamp = path.join(root, 'node_modules', '.tessera-lockfile');
const lockfile = createHash('sha256')
  .update(readFileSync(path.join(root, 'package-lock.json')))
  .digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lockfile) {
  console.log('Installing dependencies (once; about a minute) …');
  // npm sets npm_execpath for its scripts; run by hand there is only the command.
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm'];
  // Not `npm ci`: it refuses a lockfile that was written where another platform's optional packages could not be had.
  // Versions and integrity still come from the lockfile, and `--no-save` leaves it as it is.
  const install = spawnSync(
    command,
    [...first, 'install', '--no-save', '--loglevel=error', '--no-audit', '--no-fund'],
    {
      cwd: root,
      stdio: 'inherit',
      shell: !npm && process.platform === 'win32',
    },
  );
  if (install.status !== 0) fail('Dependencies could not be installed: see what npm says above, then try again.');
  writeFileSync(stamp, lockfile);
}

const bin = path.join(root, 'node_modules', 'node', 'bin');
const node = path.join(bin, process.platform === 'win32' ? 'node.exe' : 'node');
if (!existsSync(node)) {
  fail(
    'The pinned Node 24 is missing: npm must be allowed to run install scripts (npm config set ignore-scripts false).',
  );
}

const [script, ...rest] = process.argv.slice(2);
const child = spawn(node, ['--disable-warning=ExperimentalWarning', path.join(root, script), ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    NODE_COMPILE_CACHE: path.join(root, '.cache', 'compiled'),
    PATH: `${bin}${path.delimiter}${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH}`,
  },
});
// Ctrl-C reaches the child by the terminal; it stops in its own time and this process waits for it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
