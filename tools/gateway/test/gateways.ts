import { nginx, openNginx, WITHOUT_NGINX } from './open-nginx.ts';
import { type GatewayOptions, openGateway, type Upstreams } from './stub-upstream.ts';

type Open = (upstreams: Upstreams, options?: GatewayOptions) => Promise<{ origin: string; port: number }>;

/** Both doors have one table, and what is promised of one is promised of the other. */
export const GATEWAYS: readonly { title: string; open: Open; missing: boolean }[] = [
  { title: 'The Node gateway', open: openGateway, missing: false },
  { title: `nginx${WITHOUT_NGINX}`, open: openNginx, missing: !nginx },
];
