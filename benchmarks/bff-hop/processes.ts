import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Measured {
  readonly url: string;
  /** CPU time that it has used so far, user and system. */
  cpuMs(): Promise<number>;
  close(): Promise<void>;
}

const HERE = import.meta.dirname;
/** Of `/proc/<pid>/stat`, on every Linux that Node runs on. */
const TICK_MS = 10;

export async function startNode(kind: string, target = ''): Promise<Measured> {
  const child = fork(path.join(HERE, 'proxy.ts'), [kind, target], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, NODE_ENV: 'production' },
    // What it logs costs it the writing, as it does in production.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    url: `http://127.0.0.1:${port}`,
    async cpuMs() {
      const answer = once(child, 'message') as Promise<[{ cpuMs: number }]>;
      child.send('cpu');
      return (await answer)[0].cpuMs;
    },
    async close() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

/** One worker, with connections to the origin kept open. */
export async function startNginx(target: string): Promise<Measured> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bff-hop-'));
  const port = await freePort();
  const config = path.join(folder, 'nginx.conf');
  writeFileSync(
    config,
    `pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
worker_processes 1;
daemon off;
events { worker_connections 1024; }
http {
  access_log ${folder}/access.log;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  keepalive_requests 1000000;
  upstream origin { server ${new URL(target).host}; keepalive 64; keepalive_requests 1000000; }
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass http://origin; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }
}`,
  );
  const master = spawn('nginx', ['-c', config, '-p', folder], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await pause(50);
  const [worker] = readFileSync(`/proc/${master.pid}/task/${master.pid}/children`, 'utf8').trim().split(' ');
  return {
    url,
    async cpuMs() {
      const fields = readFileSync(`/proc/${worker}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    },
    async close() {
      const exited = once(master, 'exit');
      master.kill('SIGQUIT');
      await exited;
      rmSync(folder, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
