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
import { balancersProcess, doorProcess } from './nginx-process.ts';
import { bffProcesses, embeddedBackend, serviceProcesses, shellProcesses } from './processes.ts';
import { publishBuiltRemotes } from './publish-built-remotes.ts';
import { readyMessage } from './ready-message.ts';
import { describeRealServers } from './real-servers.ts';
import { whenReady } from './when-ready.ts';

const READY_WITHIN_MS = 120_000;
/** So long who is inside is waited for before the shell stops too: open event streams keep the door from ending. */
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
  const layers: { stop(): Promise<void> }[][] = [];
  let closeDoor: () => Promise<unknown> = async () => {};
  const closers: (() => Promise<unknown>)[] = [];
  const keep = (options: Omit<ChildOptions, 'onCrash'>) => keepRunning({ ...options, onCrash });
  try {
    const backing = real ? await startBacking() : undefined;
    if (backing) closers.push(backing.close);
    const installation = describeInstallation(env, backing?.urls ?? ({} as BackingServices));
    // Needs nothing of what is built, and takes the longest.
    if (nginx && instances) {
      layers.push(balancersProcess(nginx, installation, instances).map(keep));
      layers.push(serviceProcesses(installation, instances).map(keep));
      layers.push(bffProcesses(installation, instances).map(keep));
    } else layers.push(embeddedBackend(env).map(keep));

    await buildWhatIsStale(stop.signal);
    await publishBuiltRemotes(installation.remotesFolder);
    layers.push(shellProcesses(installation, instances).map(keep));
    if (nginx && instances) closeDoor = keep(doorProcess(nginx, installation, instances)).stop;
    else closers.unshift(await openGateway(installation));

    await whenReady(`${urlOf(addresses, 'gateway')}/health/ready`, READY_WITHIN_MS, stop.signal);
    if (!stop.signal.aborted) {
      console.log(readyMessage(addresses.gateway, env));
      await once(stop.signal, 'abort');
    }
  } finally {
    if (stop.signal.aborted) console.log('\nStopping …');
    // Who is inside is served; nobody else comes in. Open event streams end with the processes that send them.
    const closed = closeDoor();
    await Promise.race([closed, sleep(DOOR_MS, undefined, { ref: false })]);
    // Who calls stops before who is called: a request that still runs finds all that it needs.
    for (const layer of layers.toReversed()) await Promise.all(layer.map((child) => child.stop()));
    await closed;
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
