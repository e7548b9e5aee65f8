import { type Addresses, PARTS, type Part, portOf } from './addresses.ts';

const MOST = 8;
/** Without Redis these keep what they know in a file of one process. */
const SHARED_BY_REDIS: readonly Part[] = ['cart', 'notification'];

/** The ports of each part's processes. One alone has the part's own port; of several, the gateway has that one. */
export type Instances = Readonly<Record<Part, readonly number[]>>;

/** `INSTANCES=2` for all parts, `ORDER_INSTANCES=3` for one; their ports follow the highest of the others. */
export function instancesOf(env: NodeJS.ProcessEnv, addresses: Addresses): Instances {
  let next = Math.max(...Object.values(addresses)) + 1;
  const portsOf = (part: Part): readonly number[] => {
    const count = countOf(part, env);
    return count === 1 ? [portOf(addresses, part)] : Array.from({ length: count }, () => next++);
  };
  const inner = PARTS.filter((part) => part !== 'gateway');
  return Object.fromEntries(inner.map((part) => [part, portsOf(part)])) as Record<Part, readonly number[]>;
}

function countOf(part: Part, env: NodeJS.ProcessEnv): number {
  const own = variableOf(part);
  const name = env[own] ? own : 'INSTANCES';
  const given = env[name] || '1';
  const count = Number(given);
  if (!Number.isInteger(count) || count < 1 || count > MOST) {
    throw new Error(`${name} must be a whole number from 1 to ${MOST}; it is "${given}".`);
  }
  if (count > 1 && !env.REDIS_URL && SHARED_BY_REDIS.includes(part)) {
    throw new Error(
      `${name}=${given}: several instances of ${part} need Redis between them; set REDIS_URL, or ${own}=1.`,
    );
  }
  return count;
}

/** `bff-orders` → `BFF_ORDERS_INSTANCES` */
const variableOf = (part: Part): string => `${part.toUpperCase().replaceAll('-', '_')}_INSTANCES`;

/** Every port that somebody will listen on, by who that is. */
export const allPorts = (addresses: Addresses, instances: Instances): Readonly<Record<string, number>> => ({
  ...addresses,
  ...Object.fromEntries(
    Object.entries(instances).flatMap(([part, ports]) =>
      ports.length > 1 ? ports.map((port, index) => [`${part} ${index + 1}`, port]) : [],
    ),
  ),
});
