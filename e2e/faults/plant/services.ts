import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Addresses, addressesFor, SERVICES } from '../../../tools/start/addresses.ts';
import type { BackingServices } from '../../../tools/start/backing-services.ts';
import { ROOT } from '../../../tools/start/deployables.ts';
import { environmentOf } from '../../../tools/start/environments.ts';
import { startTcpProxy, type TcpProxy } from '../proxy/tcp-proxy.ts';
import type { Random } from '../random.ts';
import { until } from '../wait.ts';
import { type Supervised, supervise } from './supervised.ts';

export { SERVICES };
export type ServiceName = (typeof SERVICES)[number];

/** One instance of a service, with a proxy on each of its ways. */
export interface RunningService {
  readonly process: Supervised;
  /** Where it listens itself. */
  readonly directUrl: string;
  /** Where others find it: behind the proxy `http`. */
  readonly url: string;
  readonly http: TcpProxy;
  readonly store: TcpProxy;
  readonly broker: TcpProxy;
  ready(): Promise<void>;
  /** Lets its clock jump to so far from the real time; a process that is started anew has the real time. */
  jumpClock(offsetMs: number): void;
}

interface Site {
  readonly folder: string;
  readonly nextPort: () => Promise<number>;
  readonly random: Random;
  /** Real ports of the servers. */
  readonly servers: Readonly<Record<'postgres' | 'mariadb' | 'redis' | 'rabbitmq' | 'mongo', number>>;
  /** Ports at which the services find each other. */
  readonly doors: Readonly<Record<ServiceName, number>>;
  /** Without proxies between the services and what they use: for measuring. */
  readonly direct?: boolean;
  /** Settings of this run, over those of `npm start`. */
  readonly env: NodeJS.ProcessEnv;
}

const STORE: Readonly<Record<ServiceName, keyof Site['servers']>> = {
  user: 'mongo',
  product: 'postgres',
  order: 'mariadb',
  payment: 'postgres',
  cart: 'redis',
  notification: 'redis',
};
const READY = { withinMs: 60_000, pauseMs: 100 };

export const DATABASES = { product: 'tessera_products', payment: 'tessera_payments', order: 'tessera_orders' } as const;

/** `door` is where the others find it: the first instance's is known beforehand, a further one gets its own. */
export async function startService(
  name: ServiceName,
  site: Site,
  { door }: { door?: number } = {},
): Promise<RunningService> {
  const { nextPort, random, servers, direct } = site;
  const port = direct && door ? door : await nextPort();
  const proxy = async (target: number, at?: number) =>
    startTcpProxy({ port: at ?? (await nextPort()), target, random });
  const http = await proxy(port, direct ? undefined : door);
  const store = await proxy(servers[STORE[name]]);
  const broker = await proxy(servers.rabbitmq);
  const storePort = direct ? servers[STORE[name]] : store.port;
  const brokerPort = direct ? servers.rabbitmq : broker.port;
  const backing: BackingServices = {
    user: `mongodb://127.0.0.1:${storePort}/tessera`,
    product: `postgres://root@127.0.0.1:${storePort}/${DATABASES.product}`,
    payment: `postgres://root@127.0.0.1:${storePort}/${DATABASES.payment}`,
    order: `mysql://root@127.0.0.1:${storePort}/${DATABASES.order}`,
    redis: `redis://127.0.0.1:${storePort}`,
    rabbitmq: `amqp://guest:guest@127.0.0.1:${brokerPort}`,
  };
  const env = environmentOf(name, {
    addresses: { ...addressesFor(undefined), ...site.doors } as Addresses,
    backing,
    dataFolder: path.join(site.folder, 'data'),
    remotesFolder: path.join(site.folder, 'remotes'),
    sessionSecret: 'only for the faults, and long enough',
    orderLinkSecret: 'only for the faults, and long enough',
    env: site.env,
  });
  const clock = path.join(site.folder, `${name}-${port}.clock`);
  const process = supervise({
    name,
    command: globalThis.process.execPath,
    args: [
      '--disable-warning=ExperimentalWarning',
      '--import',
      path.join(import.meta.dirname, 'shifted-clock.ts'),
      path.join(ROOT, 'services', name, 'src/main.ts'),
    ],
    env: { ...env, PORT: String(port), CLOCK_FILE: clock, NODE_COMPILE_CACHE: path.join(ROOT, '.cache', 'compiled') },
    cwd: site.folder,
    log: path.join(site.folder, `${name}.log`),
  });
  const directUrl = `http://127.0.0.1:${port}`;
  return {
    process,
    directUrl,
    url: `http://127.0.0.1:${http.port}`,
    http,
    store,
    broker,
    jumpClock: (offsetMs) => {
      writeFileSync(clock, String(offsetMs));
      if (process.pid) globalThis.process.kill(process.pid, 'SIGUSR2');
    },
    ready: async () => void (await until(`the ${name} service`, () => isReady(directUrl), READY)),
  };
}

export type { Site };

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(3_000) });
  const body = await answer.text();
  // All of it, events too: cases begin with nothing away.
  return answer.ok && JSON.parse(body).degraded.length === 0;
}
