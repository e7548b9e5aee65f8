import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { connect as connectAmqp } from 'amqplib';
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { createClient } from 'redis';
import { until } from '../wait.ts';
import { findBinary, isRoot } from './binaries.ts';
import { type Supervised, supervise } from './supervised.ts';

const run = promisify(execFile);

/** A server of the plant's own: it may be killed. */
export interface Server {
  readonly port: number;
  readonly process: Supervised;
  /** Resolves once it answers. */
  ready(): Promise<void>;
}
export interface Place {
  readonly folder: string;
  readonly port: number;
}

const binary = (name: string): string => {
  const found = findBinary(name);
  if (!found) throw new Error(`${name} is not installed`);
  return found;
};
const logOf = (folder: string) => `${folder}.log`;
const READY = { withinMs: 60_000, pauseMs: 100 };

/** Each database is made when it is new. An acknowledged commit is on disk. */
export async function startPostgres({ folder, port }: Place, databases: readonly string[]): Promise<Server> {
  const user = isRoot ? 'postgres' : undefined;
  mkdirSync(folder, { recursive: true });
  const data = path.join(folder, 'data');
  if (user) await run('chown', [user, folder]);
  const as = user ? [`--reuid=${user}`, `--regid=${user}`, '--init-groups'] : [];
  const init = [binary('initdb'), '-D', data, '-U', 'root', '--auth=trust', '--no-sync', '--locale=C', '-E', 'UTF8'];
  await run('setpriv', [...as, ...init]);
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    fsync: 'on',
    synchronous_commit: 'on',
  };
  const process = supervise({
    name: 'postgres',
    command: binary('postgres'),
    args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    log: logOf(folder),
    user,
    // "Fast": it does not wait for clients to leave.
    stopSignal: 'SIGINT',
  });
  const ask = async (sql: string) => {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'root', database: 'postgres' });
    await client.connect();
    await client.query(sql).finally(() => client.end());
    return true;
  };
  const ready = async () => void (await until('PostgreSQL', () => ask('SELECT 1'), READY));
  await ready();
  for (const database of databases) await ask(`CREATE DATABASE ${database}`);
  return { port, process, ready };
}

export async function startMariadb({ folder, port }: Place, databases: readonly string[]): Promise<Server> {
  mkdirSync(folder, { recursive: true });
  const data = path.join(folder, 'data');
  const user = isRoot ? ['--user=root'] : [];
  const options = ['--no-defaults', `--datadir=${data}`, ...user];
  await run(binary('mariadb-install-db'), [
    ...options,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    '--skip-name-resolve',
  ]);
  const process = supervise({
    name: 'mariadb',
    command: binary('mariadbd'),
    args: [
      ...options,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${path.join(folder, 'socket')}`,
      `--pid-file=${path.join(folder, 'pid')}`,
      '--skip-name-resolve',
      '--max-connections=200',
      '--innodb-flush-log-at-trx-commit=1',
      '--innodb-buffer-pool-size=128M',
    ],
    log: logOf(folder),
  });
  const ask = async (sql: string) => {
    const connection = await createConnection({ host: '127.0.0.1', port, user: 'root' });
    await connection.query(sql).finally(() => connection.end());
    return true;
  };
  const ready = async () => void (await until('MariaDB', () => ask('SELECT 1'), READY));
  await ready();
  for (const database of databases) await ask(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
  return { port, process, ready };
}

/** Every write is on disk before it is acknowledged. */
export async function startRedis({ folder, port }: Place): Promise<Server> {
  mkdirSync(folder, { recursive: true });
  const settings = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', '', '--bind', '127.0.0.1'];
  const process = supervise({
    name: 'redis',
    command: binary('redis-server'),
    args: ['--port', String(port), '--dir', folder, ...settings],
    log: logOf(folder),
  });
  const ask = async () => {
    const client = createClient({ url: `redis://127.0.0.1:${port}`, socket: { reconnectStrategy: false } });
    client.on('error', () => {});
    await client.connect();
    return client.ping().finally(() => client.destroy());
  };
  const ready = async () => void (await until('Redis', ask, READY));
  await ready();
  return { port, process, ready };
}

export interface Broker extends Server {
  /** `rabbitmqctl`, for this node; resolves to what it prints. */
  control(...args: string[]): Promise<string>;
}

/** A node with a name, a port mapper and a cookie of its own, so that it never meets another one on this machine. */
export async function startRabbitmq(
  place: Place & { epmdPort: number; distributionPort: number },
): Promise<{ broker: Broker; portMapper: Supervised }> {
  const { folder, port, epmdPort, distributionPort } = place;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, '.erlang.cookie'), `tessera${port}`, { mode: 0o400 });
  writeFileSync(path.join(folder, 'enabled_plugins'), '[].\n');
  writeFileSync(
    path.join(folder, 'rabbitmq.conf'),
    `listeners.tcp.1 = 127.0.0.1:${port}\ndisk_free_limit.absolute = 50MB\n`,
  );
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: `faults${port}@localhost`,
    RABBITMQ_DIST_PORT: String(distributionPort),
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_MNESIA_BASE: path.join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: path.join(folder, 'log'),
    RABBITMQ_CONFIG_FILE: path.join(folder, 'rabbitmq.conf'),
    RABBITMQ_CONF_ENV_FILE: path.join(folder, 'none'),
    RABBITMQ_ENABLED_PLUGINS_FILE: path.join(folder, 'enabled_plugins'),
    RABBITMQ_PID_FILE: path.join(folder, 'pid'),
    RABBITMQ_GENERATED_CONFIG_DIR: path.join(folder, 'generated'),
    // No shell between us and the node.
    RABBITMQ_ALLOW_INPUT: '1',
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-noinput +S 2:2 +sbwt none',
  };
  const portMapper = supervise({ name: 'epmd', command: binary('epmd'), args: [], env, log: `${folder}-epmd.log` });
  const node = supervise({
    name: 'rabbitmq',
    command: binary('rabbitmq-server'),
    args: [],
    env,
    cwd: folder,
    log: logOf(folder),
  });
  const ask = async () => {
    const connection = await connectAmqp(`amqp://guest:guest@127.0.0.1:${port}`, { timeout: 2_000 });
    await connection.close();
    return true;
  };
  const ready = async () => void (await until('RabbitMQ', ask, READY));
  await ready();
  const control = async (...args: string[]) =>
    (
      await run(binary('rabbitmqctl'), ['-q', ...args], {
        // When the node and its port mapper are gone, it must not leave a port mapper of its own behind.
        env: { ...env, ERL_FLAGS: '-start_epmd false' },
        cwd: folder,
        timeout: 30_000,
      })
    ).stdout;
  return { broker: { port, process: node, ready, control }, portMapper };
}

/** The stand-in of `npm start`, as a process of its own. */
export async function startMongo({ folder, port }: Place): Promise<Server> {
  const process = supervise({
    name: 'mongo',
    command: globalThis.process.execPath,
    args: [
      '--disable-warning=ExperimentalWarning',
      path.join(import.meta.dirname, 'mongo-main.ts'),
      folder,
      String(port),
    ],
    log: logOf(folder),
  });
  const ready = async () => void (await until('the embedded MongoDB', () => listens(port), READY));
  await ready();
  return { port, process, ready };
}

async function listens(port: number): Promise<boolean> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
