import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRandom } from '../random.ts';
import { isRoot } from './binaries.ts';
import { createPorts } from './ports.ts';
import {
  type Broker,
  type Server,
  startMariadb,
  startMongo,
  startPostgres,
  startRabbitmq,
  startRedis,
} from './servers.ts';
import { DATABASES, type RunningService, SERVICES, type ServiceName, type Site, startService } from './services.ts';
import type { Supervised } from './supervised.ts';

export interface Plant {
  readonly folder: string;
  /** PostgreSQL's own disk, where it has one. */
  readonly smallDisk?: string;
  readonly servers: Readonly<Record<'postgres' | 'mariadb' | 'redis' | 'mongo', Server>> & {
    readonly rabbitmq: Broker;
  };
  readonly services: Readonly<Record<ServiceName, RunningService>>;
  /** One more process of a service, with proxies of its own. */
  addService(name: ServiceName): Promise<RunningService>;
  removeService(service: RunningService): Promise<void>;
  /** All servers and services run and answer, and no proxy spoils anything. */
  mend(): Promise<void>;
  /** Ends every process and removes every file; safe to call at any time. */
  close(): Promise<void>;
}

export interface PlantOptions {
  readonly seed: number;
  readonly env?: NodeJS.ProcessEnv;
  /** PostgreSQL's files on a disk of their own, so small that it can be filled. Needs the right to mount. */
  readonly postgresDiskMb?: number;
  /** Services use the servers and each other without proxies, for measuring: nothing can be spoilt then. */
  readonly direct?: boolean;
}

/**
 * A whole back end of one's own in a temporary folder and on ports of its own: servers from the binaries of this
 * machine, each service a process, and proxies on all ways between them.
 */
export async function startPlant({ seed, env = {}, postgresDiskMb, direct = false }: PlantOptions): Promise<Plant> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tessera-faults-'));
  // Servers that run as another user have to get in.
  chmodSync(folder, 0o755);
  const processes: Supervised[] = [];
  const running: RunningService[] = [];
  const mounts: string[] = [];
  const close = async () => {
    for (const { http, store, broker } of running) for (const proxy of [http, store, broker]) proxy.heal();
    await Promise.all(running.map(({ process }) => process.stop(3_000)));
    await Promise.all(running.flatMap(({ http, store, broker }) => [http, store, broker].map((each) => each.close())));
    await Promise.all(processes.map((each) => each.stop()));
    for (const mount of mounts) execFileSync('umount', ['--lazy', mount]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };

  try {
    const random = createRandom(seed, 'plant');
    const nextPort = createPorts(process.pid * 97);
    const place = async (name: string) => ({ folder: path.join(folder, name), port: await nextPort() });
    if (postgresDiskMb) mounts.push(mountSmallDisk(path.join(folder, 'postgres'), postgresDiskMb));
    const mark = <S extends Server>(server: S): S => {
      processes.push(server.process);
      return server;
    };
    const [postgres, mariadb, redis, mongo, rabbitmq] = await Promise.all([
      startPostgres(await place('postgres'), [DATABASES.product, DATABASES.payment]).then(mark),
      startMariadb(await place('mariadb'), [DATABASES.order]).then(mark),
      startRedis(await place('redis')).then(mark),
      startMongo(await place('mongo')).then(mark),
      startRabbitmq({
        ...(await place('rabbitmq')),
        epmdPort: await nextPort(),
        distributionPort: await nextPort(),
      }).then(({ broker, portMapper }) => {
        processes.push(portMapper);
        return mark(broker);
      }),
    ]);
    const servers = { postgres, mariadb, redis, mongo, rabbitmq };
    const doors = Object.fromEntries(
      await Promise.all(SERVICES.map(async (name) => [name, await nextPort()] as const)),
    ) as Site['doors'];
    const site: Site = {
      folder,
      nextPort,
      random,
      doors,
      direct,
      servers: {
        postgres: postgres.port,
        mariadb: mariadb.port,
        redis: redis.port,
        rabbitmq: rabbitmq.port,
        mongo: mongo.port,
      },
      env: { DEMO_DATA: 'on', DEMO_FULFILMENT: 'off', ...env },
    };
    mkdirSync(path.join(folder, 'data'), { recursive: true });
    const add = async (name: ServiceName, options: { door?: number } = {}) => {
      const service = await startService(name, site, options);
      running.push(service);
      return service;
    };
    const services = Object.fromEntries(
      await Promise.all(SERVICES.map(async (name) => [name, await add(name, { door: doors[name] })] as const)),
    ) as Plant['services'];
    await Promise.all(running.map((service) => service.ready()));

    return {
      folder,
      ...(mounts[0] && { smallDisk: mounts[0] }),
      servers,
      services,
      addService: async (name) => {
        const service = await add(name);
        await service.ready();
        return service;
      },
      removeService: async (service) => {
        running.splice(running.indexOf(service), 1);
        await service.process.stop();
        await Promise.all([service.http, service.store, service.broker].map((proxy) => proxy.close()));
      },
      mend: async () => {
        for (const { http, store, broker } of running) for (const proxy of [http, store, broker]) proxy.heal();
        for (const each of [...processes, ...running.map((service) => service.process)]) {
          each.resume();
          each.start();
        }
        await Promise.all(Object.values(servers).map((server) => server.ready()));
        await Promise.all(running.map((service) => service.ready()));
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Why no disk of one's own can be had; undefined when it can. */
export const cannotMount = (): string | undefined => {
  if (!isRoot) return 'only root may mount a small disk';
  const probe = mkdtempSync(path.join(tmpdir(), 'tessera-mount-'));
  try {
    mountSmallDisk(probe, 1);
    execFileSync('umount', [probe]);
    return undefined;
  } catch {
    return 'this machine does not permit mounting';
  } finally {
    rmSync(probe, { recursive: true });
  }
};

function mountSmallDisk(folder: string, megabytes: number): string {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' });
  return folder;
}
