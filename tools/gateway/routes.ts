import type { Part } from '../start/addresses.ts';
import { BFFS } from '../start/deployables.ts';

/**
 * Who serves which public path: the first prefix that matches. `strip` is taken off the path before it is passed on.
 * nginx is configured from it too: see nginx/config.ts.
 */
export interface Route {
  readonly prefix: string;
  readonly to: Part;
  readonly strip?: string;
  /** The one public path of this route is the prefix itself, and this is what it is called behind the gateway. */
  readonly path?: string;
  /** Only where demo data and the local mailbox are. */
  readonly embeddedOnly?: boolean;
}

/** Where payment providers tell what happened; the payment service believes what they signed. */
const WEBHOOKS = ['/webhooks/stripe', '/webhooks/paypal'];

export const routes: readonly Route[] = [
  ...BFFS.map((name): Route => ({ prefix: `/api/${name}/`, to: `bff-${name}`, strip: `/api/${name}` })),
  ...WEBHOOKS.map((path): Route => ({ prefix: path, to: 'payment', path })),
  { prefix: '/health/ready', to: 'bff-shell', path: '/health/parts' },
  { prefix: '/dev/mailbox', to: 'notification', embeddedOnly: true },
  { prefix: '/', to: 'shell' },
];

/** What each process tells operators inside the house, under the name that Express also finds it by. */
export const INTERNAL = /^\/+(health|metrics|openapi\.json)(\/|$)/i;

/** Event streams end so: in them silence is no fault, and nothing may be held back. */
export const EVENT_STREAM = /\/(events|stream)$/;

/** The route of a public path; none for what nobody serves or only the inside may see. */
export function routeOf(path: string, embedded: boolean): Route | undefined {
  const route = routes.find(
    ({ prefix, path: exact, embeddedOnly }) =>
      (exact ? path === prefix : path.startsWith(prefix)) && (embedded || !embeddedOnly),
  );
  const behind = path.slice(route?.strip?.length ?? 0);
  return route?.path || !INTERNAL.test(behind) ? route : undefined;
}
