import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

/** URL of each backing service. Without a Redis or RabbitMQ URL, services use their embedded adapters. */
export interface BackingServices {
  readonly user: string;
  readonly product: string;
  readonly order: string;
  readonly payment: string;
  readonly redis?: string;
  readonly rabbitmq?: string;
}

/** The variable that names each real server; unset means embedded. */
const VARIABLES = {
  user: 'USER_DATABASE_URL',
  product: 'PRODUCT_DATABASE_URL',
  order: 'ORDER_DATABASE_URL',
  payment: 'PAYMENT_DATABASE_URL',
} as const;

type Database = keyof typeof VARIABLES;

/** Takes the servers that the environment names and starts an embedded stand-in for each of the others. */
export async function startBackingServices(
  env: NodeJS.ProcessEnv,
  dataFolder: string,
): Promise<{ urls: BackingServices; close(): Promise<void> }> {
  const given = Object.fromEntries(Object.entries(VARIABLES).map(([name, variable]) => [name, env[variable] ?? '']));
  const missing = Object.keys(VARIABLES).filter((name) => !given[name]);
  const embedded = await startEmbedded(missing, dataFolder);
  const databases = { ...given, ...embedded.urls } as Record<Database, string>;
  const { REDIS_URL: redis, RABBITMQ_URL: rabbitmq } = env;
  return {
    urls: { ...databases, redis: redis || undefined, rabbitmq: rabbitmq || undefined },
    close: embedded.close,
  };
}

/** An error of the thread later on is an error of this process. */
async function startEmbedded(names: readonly string[], dataFolder: string) {
  if (names.length === 0) return { urls: {}, close: async () => {} };
  const folders = Object.fromEntries(names.map((name) => [name, path.join(dataFolder, name)]));
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  const thread = new Worker(new URL('./embedded-servers.ts', import.meta.url), {
    workerData: folders,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const [urls] = (await once(thread, 'message')) as [Record<string, string>];
  return {
    urls,
    async close() {
      const ended = once(thread, 'exit');
      thread.postMessage('close');
      await ended;
    },
  };
}
