import { z } from 'zod';

const production = process.env.NODE_ENV === 'production';
/** A default for development; in production the variable must be set. */
const developing = <T extends z.ZodType>(type: T, value: string) => (production ? type : type.default(value as never));

const milliseconds = (fallback: number, most = 60_000) => z.coerce.number().int().min(1).max(most).default(fallback);
const origin = z.url({ protocol: /^https?$/, error: 'Set it to a URL such as http://127.0.0.1:4100' });

const schema = z
  .object({
    BFF_SHELL_URL: developing(origin, 'http://127.0.0.1:4100'),
    BFF_CATALOG_URL: developing(origin, 'http://127.0.0.1:4101'),
    BFF_ORDERS_URL: developing(origin, 'http://127.0.0.1:4102'),
    BFF_DASHBOARD_URL: developing(origin, 'http://127.0.0.1:4103'),
    /** Where `/remotes/…` is read: an http(s) origin, or the folder that holds registry.json and the releases. */
    REMOTES_ORIGIN: developing(
      z.string({ error: 'Set it to the origin that serves /remotes, or to the folder of the releases' }).min(1),
      'http://127.0.0.1:8080',
    ),
    /** How often the registry is read. */
    REGISTRY_TTL_MS: milliseconds(3000),
    /** What a page's fragments have to render, their calls included. */
    FRAGMENT_DEADLINE_MS: milliseconds(800),
    /** Memory of each release's render worker. */
    RENDER_WORKER_MB: z.coerce.number().int().min(32).max(4096).default(160),
    /** So many faults of a release's own … */
    QUARANTINE_FAILURES: z.coerce.number().int().min(1).max(1000).default(5),
    /** … within this time set it aside … */
    QUARANTINE_WINDOW_MS: milliseconds(30_000, 3_600_000),
    /** … for this time, and twice as long each further time. */
    QUARANTINE_MS: milliseconds(60_000, 3_600_000),
    /** Whether `?remote=catalog@…` gives one browser another release: never, from this machine, or when signed. */
    REMOTE_OVERRIDES: z.enum(['off', 'open', 'signed']).default('off'),
    REMOTE_OVERRIDES_SECRET: z.string().min(32, 'Set it to a secret of at least 32 characters').optional(),
    /** Where shoppers pay, outside of the shop: a form's answer may lead there. Separated by spaces. */
    PAYMENT_ORIGINS: z
      .string()
      .default('')
      .transform((list) => list.split(' ').filter(Boolean))
      .pipe(z.array(origin.transform((url) => new URL(url).origin))),
    /** Panel, boundaries, /dev/remotes, /dev/fragments/… and the checking of props at run time. */
    DEV_TOOLS: z.enum(['on', 'off']).default('off'),
  })
  .refine(({ REMOTE_OVERRIDES, REMOTE_OVERRIDES_SECRET }) => REMOTE_OVERRIDES !== 'signed' || REMOTE_OVERRIDES_SECRET, {
    path: ['REMOTE_OVERRIDES_SECRET'],
    error: 'REMOTE_OVERRIDES=signed needs a secret of at least 32 characters',
    when: () => true,
  });

export interface OverridePolicy {
  readonly mode: 'off' | 'open' | 'signed';
  readonly secret?: string | undefined;
}

export interface Config {
  readonly shellBff: string;
  readonly remotesOrigin: string;
  readonly registryTtlMs: number;
  readonly fragmentDeadlineMs: number;
  readonly renderWorkerMb: number;
  readonly quarantine: { readonly failures: number; readonly windowMs: number; readonly asideMs: number };
  readonly overrides: OverridePolicy;
  readonly devTools: boolean;
  readonly paymentOrigins: readonly string[];
  /** Internal address of the BFF that is public as `/api/<name>`: BFF_<NAME>_URL. */
  bffUrl(name: string): string | undefined;
}

/** Typed and frozen; throws one error that names every fault. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new Error(`The shell can't start with this environment:\n${faults.join('\n')}`);
  }
  const { data } = parsed;
  const known: Record<string, unknown> = { ...env, ...data };
  return Object.freeze({
    shellBff: data.BFF_SHELL_URL,
    remotesOrigin: data.REMOTES_ORIGIN,
    registryTtlMs: data.REGISTRY_TTL_MS,
    fragmentDeadlineMs: data.FRAGMENT_DEADLINE_MS,
    renderWorkerMb: data.RENDER_WORKER_MB,
    quarantine: {
      failures: data.QUARANTINE_FAILURES,
      windowMs: data.QUARANTINE_WINDOW_MS,
      asideMs: data.QUARANTINE_MS,
    },
    overrides: { mode: data.REMOTE_OVERRIDES, secret: data.REMOTE_OVERRIDES_SECRET },
    devTools: data.DEV_TOOLS === 'on',
    paymentOrigins: data.PAYMENT_ORIGINS,
    bffUrl(name: string) {
      const url = known[`BFF_${name.toUpperCase().replaceAll('-', '_')}_URL`];
      return typeof url === 'string' ? url : undefined;
    },
  });
}
