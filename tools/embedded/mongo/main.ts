// MongoDB's stand-in as a process of its own, for docker-compose.embedded-mongo.yml. Never for production.
import { startEmbeddedMongo } from './server.ts';

const { close } = await startEmbeddedMongo({ dataDir: process.env.DATA_DIR ?? '/data', host: '0.0.0.0', port: 27017 });
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void close());
