// The embedded databases, in a thread of their own: while one works on a query, requests are still served.
import { parentPort, workerData } from 'node:worker_threads';
import { startEmbeddedMongo } from '../embedded/mongo/server.ts';
import { startEmbeddedPostgres } from '../embedded/postgres.ts';

const folders: Record<string, string> = workerData;
const servers = await Promise.all(
  Object.entries(folders).map(async ([name, dataDir]) => {
    const start = name === 'user' ? startEmbeddedMongo : startEmbeddedPostgres;
    return [name, await start({ dataDir })] as const;
  }),
);
parentPort?.once('message', async () => {
  await Promise.all(servers.map(([, server]) => server.close()));
  process.exit();
});
parentPort?.postMessage(Object.fromEntries(servers.map(([name, { url }]) => [name, url])));
