import { localPath } from '@tessera/contracts/local-path';
import type { Request } from 'express';
import { hostOf, publicHost } from './same-origin.ts';

/** The page of this origin that the request came from. */
export function pageBefore(req: Request): string | undefined {
  const referer = req.get('referer');
  if (!referer || hostOf(referer) !== publicHost(req)) return undefined;
  const { pathname, search } = new URL(referer);
  return localPath(pathname + search);
}
