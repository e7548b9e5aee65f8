import type { IncomingMessage, ServerResponse } from 'node:http';
import sirv from 'sirv';
import { FAULTS } from './faults.ts';
import { problem } from './problem.ts';

/** Releases are immutable, the registry is not; `.br` and `.gz` files beside the assets are negotiated. */
export function serveReleases(folder: string) {
  const files = sirv(folder, {
    // New releases appear while this runs.
    dev: true,
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders(response, path) {
      const changes = path.endsWith('/registry.json');
      response.setHeader('Cache-Control', changes ? 'no-cache' : 'public, max-age=31536000, immutable');
      response.setHeader('X-Content-Type-Options', 'nosniff');
    },
  });
  return (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return problem(response, FAULTS.readOnly, { Allow: 'GET, HEAD' });
    }
    // A publisher's drafts and its lock.
    if (request.url?.includes('/.')) return next();
    request.url = request.url?.slice('/remotes'.length);
    // Nobody asks for parts of a script, and sirv does not survive a range that ends before it begins.
    delete request.headers.range;
    files(request, response, next);
  };
}
