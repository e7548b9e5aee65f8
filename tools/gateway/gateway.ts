import { createServer, type Server } from 'node:http';
import { type Addresses, urlOf } from '../start/addresses.ts';
import { createFaultMirror } from './faults/fault-mirror.ts';
import { FAULTS } from './faults.ts';
import { passageTo } from './passage.ts';
import { problem } from './problem.ts';
import { serveReleases } from './releases.ts';
import { routeOf, routes } from './routes.ts';

/** The only door of the embedded mode: releases of remotes from `remotesFolder`, everything else by the route table. */
export function createGateway(options: {
  addresses: Addresses;
  remotesFolder: string;
  embedded: boolean;
  upstreamDeadlineMs?: number;
}): Server {
  const releases = serveReleases(options.remotesFolder);
  const faults = createFaultMirror(options.remotesFolder);
  const passages = new Map(
    routes.map((route) => [route, passageTo(route, urlOf(options.addresses, route.to), options.upstreamDeadlineMs)]),
  );
  return createServer({ headersTimeout: 10_000, requestTimeout: 30_000 }, (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const notFound = () => problem(response, FAULTS.notFound);
    if (path.startsWith('/remotes/')) return releases(request, response, notFound);
    if (options.embedded && path.startsWith('/faults/')) return faults(request, response);
    const route = routeOf(path, options.embedded);
    const passage = route && passages.get(route);
    if (!passage) return notFound();
    passage(request, response);
  });
}
