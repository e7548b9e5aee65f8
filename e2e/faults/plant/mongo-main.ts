// The embedded MongoDB server as a process that can be killed: `mongo-main.ts <folder> <port>`.
import { startEmbeddedMongo } from '../../../tools/embedded/mongo/server.ts';

const [, , dataDir = '', port] = process.argv;
const server = await startEmbeddedMongo({ dataDir, port: Number(port) });
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)));
