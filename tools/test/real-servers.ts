import { connect } from 'node:net';

/** Variable of each real server, where one usually listens, and how it is reached there with a fresh installation's account. */
const SERVERS = {
  PostgreSQL: { variable: 'TEST_POSTGRES_URL', port: 5432, url: 'postgres://root@127.0.0.1:5432/postgres' },
  'MySQL or MariaDB': { variable: 'TEST_MYSQL_URL', port: 3306, url: 'mysql://root@127.0.0.1:3306/test' },
  MongoDB: { variable: 'TEST_MONGODB_URL', port: 27017, url: 'mongodb://127.0.0.1:27017/tessera-test' },
  Redis: { variable: 'TEST_REDIS_URL', port: 6379, url: 'redis://127.0.0.1:6379' },
  RabbitMQ: { variable: 'TEST_RABBITMQ_URL', port: 5672, url: 'amqp://guest:guest@127.0.0.1:5672' },
};
const PROBE_DEADLINE_MS = 500;

/** URLs of the real servers that tests may use: the environment's, else what listens on this machine. */
export async function realServers(given: NodeJS.ProcessEnv) {
  const env: Record<string, string> = {};
  const missing: Record<string, string> = {};
  for (const [name, { variable, port, url }] of Object.entries(SERVERS)) {
    const found = given[variable] ?? ((await listens(port)) ? url : undefined);
    if (found) env[variable] = found;
    else missing[name] = `${variable} is not set and nothing listens on 127.0.0.1:${port}`;
  }
  return { env, missing };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: PROBE_DEADLINE_MS });
    const answer = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
    socket.once('timeout', () => answer(false));
  });
}
