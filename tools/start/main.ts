// `npm start`: builds what is stale, starts everything, says when it is ready, and stops it all at Ctrl-C.
// `npm run start:real` does the same with each service as its own process, behind nginx, against the servers that the
// environment names.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { lockFolder } from '../embedded/folder-lock.ts';
import { createGateway } from '../gateway/gateway.ts';
import { requireNginx } from '../gateway/nginx/find-nginx.ts';
import { addressesFor, urlOf } from './addresses.ts';
import type { BackingServices } from './backing-services.ts';
import { buildWhatIsStale } from './build.ts';
import { type ChildOptions, keepRunning } from './child.ts';
import { requireFreePorts } from './free-ports.ts';
import { dataFolderOf, describeInstallation, type Installation, isForDevelopment } from './installation.ts';
import { allPorts, instancesOf } from './instances.ts';
import { nginxProcess } from './nginx-process.ts';
import { embeddedBackend, realBackend, shellProcesses } from './processes.ts';
import { publishBuiltRemotes } from './publish-built-remotes.ts';
import { readyMessage } from './ready-message.ts';
import { describeRealServers } from './real-servers.ts';
import { whenReady } from './when-ready.ts';

const READY_WITHIN_MS = 120_000;
/** So long requests that run may take before what they need is stopped too. */
const DOOR_MS = 3_000;
const { env } = process;
const real = process.argv.includes('--real');
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());

try {
  await start();
} catch (error) {
  if (!stop.signal.aborted) {
    console.error(`\nTessera can't start: ${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}

async function start(): Promise<void> {
  const addresses = addressesFor(env.PORT);
  const nginx = real ? requireNginx(env) : undefined;
  const instances = real ? instancesOf(env, addresses) : undefined;
  if (real) console.log(await describeRealServers(env));
  await requireFreePorts(instances ? allPorts(addresses, instances) : addresses);
  const lock = lockFolder(dataFolderOf(env));
  const children: { stop(): Promise<void> }[] = [];
  const closers: (() => Promise<unknown>)[] = [];
  let closeDoor: () => Promise<unknown> = async () => {};
  const keep = (options: Omit<ChildOptions, 'onCrash'>) => {
    const child = keepRunning({ ...options, onCrash });
    children.push(child);
    return child;
  };
  try {
    const backing = real ? await startBacking() : undefined;
    if (backing) closers.push(backing.close);
    const installation = describeInstallation(env, backing?.urls ?? ({} as BackingServices));
    // Needs nothing of what is built, and takes the longest.
    for (const process of instances ? realBackend(installation, instances) : embeddedBackend(env)) keep(process);

    await buildWhatIsStale(stop.signal);
    await publishBuiltRemotes(installation.remotesFolder);
    if (nginx && instances) closeDoor = keep(nginxProcess(nginx, installation, instances)).stop;
    else closers.unshift(await openGateway(installation));
    for (const process of shellProcesses(installation, instances)) keep(process);

    await whenReady(`${urlOf(addresses, 'gateway')}/health/ready`, READY_WITHIN_MS, stop.signal);
    if (!stop.signal.aborted) {
      console.log(readyMessage(addresses.gateway, env));
      await once(stop.signal, 'abort');
    }
  } finally {
    if (stop.signal.aborted) console.log('\nStopping …');
    // Who is inside is served; nobody else comes in. Open event streams end with the processes that send them.
    await Promise.race([closeDoor(), sleep(DOOR_MS, undefined, { ref: false })]);
    await Promise.all(children.map((child) => child.stop()));
    for (const close of closers) await close();
    lock.release();
  }
}

/** The door of the embedded mode. Resolves to what closes it. */
async function openGateway(installation: Installation): Promise<() => Promise<void>> {
  const { addresses, remotesFolder } = installation;
  const gateway = createGateway({ addresses, remotesFolder, embedded: isForDevelopment(env) });
  // Overrides and faults are for whoever sits here; GATEWAY_HOST=0.0.0.0 lets others in.
  gateway.listen(addresses.gateway, env.GATEWAY_HOST ?? (isForDevelopment(env) ? '127.0.0.1' : undefined));
  await once(gateway, 'listening');
  return async () => {
    gateway.close();
    gateway.closeAllConnections();
  };
}

function onCrash(name: string, how: string, againInMs: number): void {
  console.error(`${name} ended (${how}); starting it again in ${againInMs} ms`);
}

/** Loaded where it is needed only: databases in the starter would cost it memory that it does not use. */
async function startBacking() {
  const { startBackingServices } = await import('./backing-services.ts');
  return startBackingServices(env, dataFolderOf(env));
}
