import { localPath } from '@tessera/contracts/local-path';

/** The `returnTo` of a page's url. */
export const returnPath = (url: string): string | undefined =>
  localPath(new URL(url, 'http://shell').searchParams.get('returnTo'));
