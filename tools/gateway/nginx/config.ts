import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PARTS, type Part } from '../../start/addresses.ts';
import { ROOT } from '../../start/deployables.ts';
import { MAX_BODY_KB } from '../faults.ts';
import { NOT_FROM_OUTSIDE } from '../proxy-headers.ts';
import { EVENT_STREAM, INTERNAL, type Route, routes } from '../routes.ts';
import { errorPages } from './error-pages.ts';

export interface NginxOptions {
  /** Where shoppers come in: a port, or an address and a port. */
  readonly listen: string;
  /** Every instance of each part, as `host:port`. */
  readonly servers: Readonly<Partial<Record<Part, readonly string[]>>>;
  /** What is served as `/remotes`. */
  readonly remotesFolder: string;
  /** nginx's own: process id, caches, temporary files. */
  readonly folder: string;
  readonly accessLog: string;
  readonly errorLog: string;
  /** With the routes that only development has. */
  readonly development: boolean;
  /** `http`, or `https` where somebody before this gateway ends TLS. */
  readonly scheme: string;
  /** `max-age=…` where it is https, else nothing. */
  readonly transportSecurity: string;
  /** What rate limits count by; `""` counts nothing. */
  readonly countedBy: string;
  /** Lines for whoever stands before this gateway: see `trustedProxies`. */
  readonly addresses: string;
  /** Of the main context: user, modules. */
  readonly main?: readonly string[];
  readonly brotli?: boolean;
  /** A DNS server that is asked again and again for the servers' names (nginx 1.27.3 or newer). */
  readonly resolver?: string;
}

export const TEMPLATE = path.join(ROOT, 'nginx/nginx.conf.template');

const COMPRESSIBLE =
  'text/css text/javascript application/javascript application/json application/problem+json image/svg+xml text/plain';
const RELEASE_TYPES = {
  'm?js|cjs': 'text/javascript',
  css: 'text/css',
  'json|map': 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  webp: 'image/webp',
  woff2: 'font/woff2',
  txt: 'text/plain',
};

/** The whole configuration: `nginx -c` takes it. Pure: what it names has to be made by `prepareFolder`. */
export function nginxConfig(options: NginxOptions): string {
  const table = routes.filter(({ embeddedOnly }) => options.development || !embeddedOnly);
  return fill(readFileSync(TEMPLATE, 'utf8'), {
    main: lines(0, options.main ?? []),
    folder: options.folder,
    errorLog: options.errorLog,
    accessLog: options.accessLog,
    maxBody: `${MAX_BODY_KB}k`,
    compressible: COMPRESSIBLE,
    brotli: lines(2, options.brotli ? ['brotli on;', 'brotli_comp_level 4;', `brotli_types ${COMPRESSIBLE};`] : []),
    countedBy: options.countedBy,
    releaseTypes: lines(
      4,
      Object.entries(RELEASE_TYPES).map(([end, type]) => `"~\\.(${end})(\\.br|\\.gz)?$" ${type};`),
    ),
    paths: lines(2, table.flatMap(pathBehind)),
    upstreams: lines(2, upstreams(options)),
    addresses: lines(2, [options.addresses]),
    listen: options.listen,
    scheme: options.scheme,
    stripped: lines(
      4,
      NOT_FROM_OUTSIDE.filter((name) => !SET.includes(name)).map((name) => `proxy_set_header ${name} "";`),
    ),
    headers: ownHeaders(options).join(' '),
    faults: lines(4, errorPages),
    remotes: options.remotesFolder,
    hidden: `"^(${table.flatMap(({ strip }) => strip ?? []).join('|')})?${INTERNAL.source.slice(1)}"`,
    locations: lines(4, table.flatMap(locations)),
  });
}

/** The gateway's own word stands in their place. */
const SET = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'];

/** In each place that adds a header, because such a place forgets those of the place around it. */
const ownHeaders = ({ transportSecurity }: NginxOptions) => [
  'add_header X-Request-Id $correlation always;',
  'add_header X-Content-Type-Options $nosniff always;',
  'add_header Referrer-Policy $referrer_policy always;',
  `add_header Strict-Transport-Security "${transportSecurity}" always;`,
];

/** Groups named by their parts; `<part>-once` keeps no connections. */
export function upstreams({ servers, resolver }: Pick<NginxOptions, 'servers' | 'resolver'>): string[] {
  const named = PARTS.filter((part) => part !== 'gateway').map((part) => [part, servers[part] ?? []] as const);
  const group = (name: string, hosts: readonly string[], kept: readonly string[]) => [
    `upstream ${name} {`,
    `  zone ${name} 64k;`,
    ...hosts.map((host) => `  server ${host} max_fails=2 fail_timeout=3s${resolver ? ' resolve' : ''};`),
    ...kept.map((line) => `  ${line}`),
    '}',
  ];
  return [
    ...(resolver ? [`resolver ${resolver} valid=5s;`] : []),
    // Shorter than the 65 s after which a process closes it.
    ...named.flatMap(([part, hosts]) => [
      ...group(part, hosts, ['keepalive 32;', 'keepalive_timeout 50s;']),
      ...group(`${part}-once`, hosts, []),
    ]),
  ];
}

const variableOf = (part: Part) => part.replaceAll('-', '_');

/** What is left of the address as it was sent: nginx's own idea of it is decoded, and `%2F` is no slash. */
const pathBehind = ({ to, strip }: Route): string[] =>
  strip
    ? [
        `map $request_uri $behind_${variableOf(to)} {`,
        `  "~^${strip}(?<rest_${variableOf(to)}>/.*)$" $rest_${variableOf(to)};`,
        '  default "";',
        '}',
      ]
    : [];

function locations(route: Route): string[] {
  const { prefix, to, strip, path: exact } = route;
  if (exact) return [`location = ${prefix} {`, `  proxy_pass http://${to}$once${exact};`, '}'];
  if (strip) return behindPrefix(route, strip);
  return prefix === '/' ? [] : [`location ${prefix} {`, `  proxy_pass http://${to}$once;`, '}'];
}

function behindPrefix({ prefix, to }: Route, strip: string): string[] {
  const behind = `$behind_${variableOf(to)}`;
  const pass = [`  if (${behind} = "") {`, '    return 404;', '  }', `  proxy_pass http://${to}$once${behind};`];
  return [
    // Heartbeats are 15 s apart: after three of them the browser had better connect anew.
    `location ~ "^${strip}/.*${EVENT_STREAM.source}" {`,
    '  proxy_read_timeout 45s;',
    '  proxy_buffering off;',
    '  gzip off;',
    ...pass,
    '}',
    `location ${prefix} {`,
    ...pass,
    '}',
  ];
}

const lines = (indent: number, all: readonly string[]): string =>
  all
    .filter(Boolean)
    .map((line) => `${' '.repeat(indent)}${line}`)
    .join('\n');

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`nginx.conf.template asks for ${name}, which nobody knows.`);
    return value;
  });
}
