import { z } from 'zod';

const sha384 = z.string().regex(/^sha384-[A-Za-z0-9+/]{64}$/);
const name = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/);
const version = z.string().regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/);
const file = z
  .string()
  .regex(/^[\w][\w./-]*$/)
  .refine((path) => !path.includes('..'), 'must stay inside the release');

/** Major of this contract that a release was built against. */
export const CONTRACT_VERSION = 1;

const gzipBytes = z.int().min(0);

/** `release.json`: written last, so that a folder that has one is whole. All paths are relative to the folder. */
export const release = z.object({
  contract: z.int(),
  /** Major of the shared state and its actions (`STATE_VERSION`). */
  state: z.int(),
  name,
  version,
  framework: z.string(),
  team: z.string(),
  /** Prefix of the remote's BFF on the public origin: `/api/catalog`. */
  bff: z.string().regex(/^\/api\/[a-z][a-z0-9-]*$/),
  /** By name without the remote's; `props` is the JSON Schema of what it was built to take. */
  fragments: z.record(z.string(), z.object({ props: z.record(z.string(), z.unknown()) })),
  web: z.object({
    /** The Module Federation container. */ entry: file,
    /** Stylesheets that every fragment needs in the first response. */ css: z.array(file),
    /** Of all that the browser may load, as gzip sends it. */
    bytes: z.object({ script: gzipBytes, css: gzipBytes }),
  }),
  node: z.object({ /** One self-contained CommonJS container. */ entry: file }),
  /** Of every file in the folder but this one. */
  integrity: z.record(file, sha384),
  builtAt: z.iso.datetime(),
});
export type Release = z.infer<typeof release>;

/** `/remotes/registry.json`: what is live. Folders are `/remotes/<name>/<version>/`. */
export const registry = z.object({
  remotes: z.record(
    name,
    z.object({
      stable: version,
      canary: z.object({ version, /** Percent of shoppers. */ weight: z.int().min(0).max(100) }).optional(),
      /** Newest first. */
      history: z
        .array(
          z.object({ version, at: z.iso.datetime(), action: z.enum(['publish', 'canary', 'promote', 'rollback']) }),
        )
        .max(100),
      /** sha384 of the release.json of each version named above: the registry vouches for it, and it for every file. */
      releases: z.record(version, sha384),
    }),
  ),
});
export type Registry = z.infer<typeof registry>;
