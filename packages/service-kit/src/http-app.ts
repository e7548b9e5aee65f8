import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import type { ConcurrencyLimit } from './concurrency-limit.ts';
import { DEADLINE_HEADER, untilOf } from './deadline.ts';
import { type Checks, readiness } from './health.ts';
import { HttpProblem } from './http-problem.ts';
import { shedLoad } from './load-shedding.ts';
import { createMetrics } from './metrics.ts';
import { type RequestContext, requestContext } from './request-context.ts';
import { newId } from './system.ts';
import { type ProblemRules, toProblem } from './to-problem.ts';

export interface HttpAppOptions extends ProblemRules {
  readonly name: string;
  readonly logger: Logger;
  /** Each must resolve for `/health/ready` to be 200; each gets 1 s. */
  readonly checks: Checks;
  /** Without these it still serves, and says that it is degraded. */
  readonly degradedWithout?: Checks;
  /** Of requests under way at once, where the usual one does not fit. */
  readonly limit?: ConcurrencyLimit | undefined;
  /** Mounts all that is special about this app, between the common front and the error handling. */
  readonly mount: (app: Express) => void;
}

/** What services and BFFs have in common: logs, request ids, health, metrics, load shedding, problem+json. */
export function createHttpApp(options: HttpAppOptions): Express {
  const { name, logger, checks, degradedWithout = {}, mount, limit, ...rules } = options;
  const app = express();
  const metrics = createMetrics(name);
  const shedding = shedLoad({ internal: !rules.passUpstream, registry: metrics.registry, limit });
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  app.get('/health/live', (_req, res) => void res.json({ status: 'up' }));
  app.use(/^(?!\/health\/ready$|\/metrics$)/, shedding.handler);
  app.use(metrics.measure, accessLog(logger), withContext(shedding.isUrgent));
  app.get('/health/ready', readiness({ checks, degradedWithout, registry: metrics.registry }));
  app.get('/metrics', metrics.expose);
  mount(app);
  app.use((req) => {
    throw new HttpProblem(404, 'not-found', `There is nothing at ${req.method} ${req.path}.`);
  });
  app.use(answerErrors(rules));
  return app;
}

const accessLog = (logger: Logger) =>
  pinoHttp({
    logger,
    genReqId: (req, res) => {
      const given = req.headers['x-request-id'];
      const id = typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : newId();
      res.setHeader('x-request-id', id);
      return id;
    },
    autoLogging: { ignore: (req) => /^\/(health\/|metrics$)/.test(req.url ?? '') },
    customLogLevel: (_req, res, error) => (error || res.statusCode >= 500 ? 'error' : 'info'),
    // Headers carry credentials, and so does the query of a guest's link: only what tells one request from another is logged.
    serializers: {
      req: (req) => ({ id: req.id, method: req.method, url: req.url.split('?', 1)[0] }),
      res: (res) => ({ statusCode: res.statusCode }),
    },
  });

const withContext =
  (isUrgent: (req: Request) => boolean): RequestHandler =>
  (req, res, next) => {
    const context: RequestContext = {
      requestId: String(req.id),
      log: req.log,
      urgent: isUrgent(req),
      until: untilOf(req.headers[DEADLINE_HEADER]),
    };
    // What an answered request leaves running in the background ends by its own deadlines.
    res.once('close', () => {
      context.until = undefined;
    });
    requestContext.run(context, next);
  };

const answerErrors =
  (rules: ProblemRules): ErrorRequestHandler =>
  (error, req, res, next) => {
    const problem = toProblem(error, rules);
    if (problem.status >= 500) req.log.error({ err: error }, 'request failed');
    // Too late to answer otherwise: Express cuts the connection, so that half an answer is not taken for a whole.
    if (res.headersSent) return next(error);
    if (error instanceof HttpProblem) res.set(error.headers);
    if (problem.status === 503) res.set('retry-after', '1');
    res.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
