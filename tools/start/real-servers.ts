import { connect } from 'node:net';

interface Server {
  readonly variable: string;
  readonly keeps: string;
  readonly example: string;
  readonly schemes: RegExp;
  readonly port: number;
  /** No embedded stand-in can be shared by processes. */
  readonly required?: true;
}

const SERVERS: readonly Server[] = [
  {
    variable: 'RABBITMQ_URL',
    keeps: 'events',
    example: 'amqp://guest:guest@127.0.0.1:5672',
    schemes: /^amqps?:$/,
    port: 5672,
    required: true,
  },
  {
    variable: 'USER_DATABASE_URL',
    keeps: 'accounts',
    example: 'mongodb://127.0.0.1:27017/tessera',
    schemes: /^mongodb(\+srv)?:$/,
    port: 27017,
  },
  {
    variable: 'PRODUCT_DATABASE_URL',
    keeps: 'products and stock',
    example: 'postgres://user:password@127.0.0.1:5432/tessera_products',
    schemes: /^postgres(ql)?:$/,
    port: 5432,
  },
  {
    variable: 'ORDER_DATABASE_URL',
    keeps: 'orders',
    example: 'mysql://user:password@127.0.0.1:3306/tessera_orders',
    schemes: /^(mysql|postgres(ql)?):$/,
    port: 3306,
  },
  {
    variable: 'PAYMENT_DATABASE_URL',
    keeps: 'payments',
    example: 'postgres://user:password@127.0.0.1:5432/tessera_payments',
    schemes: /^postgres(ql)?:$/,
    port: 5432,
  },
  {
    variable: 'REDIS_URL',
    keeps: 'carts and notifications',
    example: 'redis://127.0.0.1:6379',
    schemes: /^rediss?:$/,
    port: 6379,
  },
];
const PROBE_MS = 2_000;

/** Says which server keeps what; rejects with all that is missing, wrong or not reachable at once. */
export async function describeRealServers(env: NodeJS.ProcessEnv): Promise<string> {
  const faults = (await Promise.all(SERVERS.map((server) => faultOf(server, env)))).filter((fault) => fault !== null);
  if (faults.length > 0) {
    throw new Error(`the servers that it runs on are not right:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
  const width = Math.max(...SERVERS.map(({ keeps }) => keeps.length)) + 2;
  const lines = SERVERS.map(({ variable, keeps }) => {
    const given = env[variable];
    return `  ${keeps.padEnd(width)}${given ? withoutPassword(given) : `embedded (${variable} is not set)`}`;
  });
  return ['Servers', ...lines].join('\n');
}

async function faultOf(server: Server, env: NodeJS.ProcessEnv): Promise<string | null> {
  const { variable, example, schemes, port, keeps } = server;
  const given = env[variable];
  if (!given) {
    const why = server.required ? 'processes of their own need a broker between them' : 'production embeds nothing';
    return server.required || env.NODE_ENV === 'production'
      ? `${variable} is not set (${keeps}): ${why}; put there: ${example}`
      : null;
  }
  if (!URL.canParse(given) || !schemes.test(new URL(given).protocol))
    return `${variable} is not an address of the kind ${example}`;
  const url = new URL(given);
  // A list of hosts, or a name that only DNS service records resolve: the driver knows how to reach it.
  if (url.protocol === 'mongodb+srv:' || url.host.includes(',')) return null;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return (await answers(host, Number(url.port) || port))
    ? null
    : `${variable}: nothing answers at ${url.hostname}:${url.port || port}`;
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PROBE_MS });
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

function withoutPassword(given: string): string {
  const url = new URL(given);
  url.password = '';
  return url.href;
}
