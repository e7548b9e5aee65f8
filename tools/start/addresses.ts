import { BFFS } from './deployables.ts';

export const SERVICES = ['user', 'product', 'order', 'notification', 'cart', 'payment'] as const;
type Service = (typeof SERVICES)[number];
export type Part = 'gateway' | 'shell' | `bff-${string}` | Service;
export type Addresses = Readonly<Record<Part, number>>;

/** These ports are documented; BFFs that came later get the numbers after them. */
const BFF_PORTS: Readonly<Record<string, number>> = { shell: 4100, catalog: 4101, orders: 4102, dashboard: 4103 };
const FIRST_FREE_BFF_PORT = 4104;

/** Where each process listens, in the order in which ports are given out when the public one was moved. */
export function portsOf(bffs: readonly string[]): Addresses {
  const known = Object.keys(BFF_PORTS).filter((name) => bffs.includes(name));
  const further = bffs.filter((name) => !(name in BFF_PORTS)).toSorted();
  return {
    gateway: 8080,
    shell: 3000,
    ...Object.fromEntries(known.map((name) => [`bff-${name}`, BFF_PORTS[name]])),
    user: 5001,
    product: 5002,
    order: 5003,
    notification: 5004,
    cart: 5005,
    payment: 5007,
    ...Object.fromEntries(further.map((name, index) => [`bff-${name}`, FIRST_FREE_BFF_PORT + index])),
  };
}

const DEFAULT_PORTS = portsOf(BFFS);
export const PARTS = Object.keys(DEFAULT_PORTS) as Part[];

/** The documented ports; with another public port, the numbers that follow it. */
export function addressesFor(port: string | undefined): Addresses {
  if (port === undefined || port === '' || port === '8080') return DEFAULT_PORTS;
  const first = Number(port);
  if (!Number.isInteger(first) || first < 1 || first + PARTS.length > 65536) {
    throw new Error(`PORT must be a whole number from 1 to ${65536 - PARTS.length}; it is "${port}".`);
  }
  return Object.fromEntries(PARTS.map((part, index) => [part, first + index])) as Record<Part, number>;
}

export function portOf(addresses: Addresses, part: Part): number {
  const port = addresses[part];
  if (port === undefined) throw new Error(`There is no ${part}; there are ${Object.keys(addresses).join(', ')}.`);
  return port;
}

export const urlOf = (addresses: Addresses, part: Part): string => `http://127.0.0.1:${portOf(addresses, part)}`;
