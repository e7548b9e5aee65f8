import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../../embedded/test/temporary-folder.ts';
import { PARTS, type Part } from '../../start/addresses.ts';
import { balancersConfig } from '../nginx/balancers.ts';
import { type NginxOptions, nginxConfig } from '../nginx/config.ts';
import { prepareFolder } from '../nginx/error-pages.ts';
import { findNginx } from '../nginx/find-nginx.ts';
import { type GatewayOptions, startUpstreams, type Upstreams, unusedPort } from './stub-upstream.ts';

export const nginx = findNginx(process.env);
export const WITHOUT_NGINX = nginx ? '' : ' (skipped: nginx is not installed, and NGINX_PATH is not set)';

const UP_WITHIN_MS = 5_000;
/** So much later than it should a timer of nginx may be set anew. */
const LAZY_MS = 300;

/** A real nginx with our configuration before the given upstreams; the other parts are down. Gone with the test. */
export async function openNginx(
  upstreams: Upstreams,
  { remotesFolder, embedded = true, upstreamDeadlineMs, ...own }: GatewayOptions & Partial<NginxOptions> = {},
  change: (config: string) => string = (config) => config,
  servers: Partial<Record<Part, readonly string[]>> = {},
): Promise<{ origin: string; port: number; pid: number; folder: string }> {
  const folder = temporaryFolder();
  const port = await unusedPort();
  const ports = await startUpstreams(upstreams);
  prepareFolder(folder);
  const config = nginxConfig({
    listen: `127.0.0.1:${port}`,
    servers: { ...Object.fromEntries(PARTS.map((part) => [part, [`127.0.0.1:${ports[part]}`]])), ...servers },
    remotesFolder: remotesFolder ?? join(folder, 'remotes'),
    folder,
    accessLog: join(folder, 'access.log'),
    errorLog: join(folder, 'error.log'),
    development: embedded,
    scheme: 'http',
    transportSecurity: '',
    countedBy: '$binary_remote_addr',
    addresses: '',
    main: process.getuid?.() === 0 ? ['user root root;'] : [],
    ...own,
  });
  const pid = await runNginx(
    change(upstreamDeadlineMs ? withDeadline(config, upstreamDeadlineMs) : config),
    folder,
    port,
  );
  return { origin: `http://127.0.0.1:${port}`, port, pid, folder };
}

/** The nginx between the parts, before the given instances of order. */
export async function openBalancer(instances: readonly string[]): Promise<{ origin: string }> {
  const folder = temporaryFolder();
  const port = await unusedPort();
  const servers = Object.fromEntries(PARTS.map((part) => [part, instances]));
  const balancers = { order: `127.0.0.1:${port}` };
  const config = balancersConfig({ servers, balancers, folder, errorLog: join(folder, 'error.log') });
  await runNginx(config, folder, port);
  return { origin: `http://127.0.0.1:${port}` };
}

async function runNginx(config: string, folder: string, port: number): Promise<number> {
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, config);
  const child = spawn(nginx ?? 'nginx', ['-e', 'stderr', '-p', folder, '-c', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const until = Date.now() + UP_WITHIN_MS;
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`nginx does not start: ${said}`);
    await sleep(20);
  }
  return Number(child.pid);
}

const withDeadline = (config: string, ms: number) =>
  config
    .replaceAll('proxy_read_timeout 15s', `proxy_read_timeout ${ms}ms`)
    .replaceAll('proxy_read_timeout 45s', `proxy_read_timeout ${3 * ms + LAZY_MS}ms`);

export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
}
