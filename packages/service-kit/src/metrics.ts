import type { Request, RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, register as processRegistry, Registry } from 'prom-client';

let collecting = false;

/**
 * HTTP durations by route of one app, and its `/metrics`. Each app has its own registry because several run in one
 * process in embedded mode; what belongs to the process (memory, event loop, queues) is in prom-client's global one.
 */
export function createMetrics(name: string): { registry: Registry; measure: RequestHandler; expose: RequestHandler } {
  if (!collecting) {
    collecting = true;
    collectDefaultMetrics();
  }
  const registry = new Registry();
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return {
    registry,
    measure: (req, res, next) => {
      const stop = duration.startTimer();
      res.once('close', () => {
        stop({ method: req.method, route: routeOf(req), status: res.statusCode });
      });
      next();
    },
    expose: async (_req, res) => {
      const all = Registry.merge([processRegistry, registry]);
      // Merging forgets the labels of what it merges.
      all.setDefaultLabels({ service: name });
      res.type(all.contentType).send(await all.metrics());
    },
  };
}

/** The pattern that its address matched. */
export const routeOf = (req: Request): string => (req.route ? req.baseUrl + req.route.path : 'unmatched');
