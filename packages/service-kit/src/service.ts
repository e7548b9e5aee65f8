import type { Api } from '@tessera/contracts/endpoint';
import type { Express } from 'express';
import type { Logger } from 'pino';
import type { ConcurrencyLimit } from './concurrency-limit.ts';
import type { Checks } from './health.ts';
import { createHttpApp } from './http-app.ts';
import { jsonBody } from './json-body.ts';
import { openApiDocument } from './openapi.ts';

export interface ServiceOptions {
  readonly name: string;
  readonly logger: Logger;
  /** Each must resolve for `/health/ready` to be 200; each gets 1 s. */
  readonly checks: Checks;
  /** Without these it still serves, and says that it is degraded. */
  readonly degradedWithout?: Checks;
  /** HTTP status of each domain error code; a code that is not here is a 500. */
  readonly problems: Readonly<Record<string, number>>;
  readonly routes: (app: Express) => void;
  /** Those that need a body byte for byte, as it came: ahead of the JSON parser. */
  readonly rawRoutes?: (app: Express) => void;
  /** Of requests under way at once, where the usual one lets in more than are answered in good time. */
  readonly limit?: ConcurrencyLimit;
  /** For `/openapi.json`. */
  readonly api?: Api;
}

/** An internal service: `/health/live`, `/health/ready`, `/metrics`, `/openapi.json`, JSON bodies of up to 100 kB. */
export function createService(options: ServiceOptions): Express {
  const { name, logger, checks, degradedWithout, problems, limit, routes, rawRoutes, api } = options;
  return createHttpApp({
    name,
    logger,
    checks,
    degradedWithout,
    problems,
    limit,
    passUpstream: false,
    mount: (app) => {
      if (api) {
        let document: unknown;
        app.get('/openapi.json', (_req, res) => {
          document ??= openApiDocument(name, api);
          res.json(document);
        });
      }
      rawRoutes?.(app);
      app.use(jsonBody('100kb'));
      routes(app);
    },
  });
}
