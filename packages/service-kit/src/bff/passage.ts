import type { Request, RequestHandler } from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { URGENT_HEADER } from '../load-shedding.ts';
import { requestContext } from '../request-context.ts';

/**
 * Passes calls on to a service as they are, with the shopper's credentials in place of the cookie. `path` gives the
 * service's path; without it the path stays. Event streams pass through unbuffered.
 */
export function passage(target: string, path?: (req: Request) => string): RequestHandler {
  return createProxyMiddleware<Request>({
    target,
    changeOrigin: true,
    proxyTimeout: 30_000,
    pathRewrite: (original, req) => (path ? path(req) + (/\?.*$/.exec(original)?.[0] ?? '') : req.originalUrl),
    on: {
      proxyReq: (proxied, req) => {
        const { accessToken, guestId } = req.session.credentials();
        for (const name of ['cookie', 'authorization', 'x-guest-id', URGENT_HEADER]) proxied.removeHeader(name);
        if (accessToken) proxied.setHeader('authorization', `Bearer ${accessToken}`);
        if (guestId) proxied.setHeader('x-guest-id', guestId);
        proxied.setHeader('x-request-id', String(req.id));
      },
      error: (error, _req, res) => {
        requestContext.getStore()?.log.warn({ err: error }, 'passage failed');
        if (!('writeHead' in res) || res.headersSent) return void res.destroy();
        res.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1' });
        const detail = 'This is not available right now. Please try again in a moment.';
        res.end(
          JSON.stringify({
            type: 'about:blank',
            title: 'Service Unavailable',
            status: 503,
            code: 'unavailable',
            detail,
          }),
        );
      },
    },
  });
}
