import type { ApiFetch } from '@tessera/contracts/remote/api-fetch';

/** `fetch` bound to a BFF on this origin. */
export const createApi =
  (bff: string): ApiFetch =>
  (path, init = {}) => {
    if (!path.startsWith('/') || path.startsWith('//'))
      throw new TypeError(`A BFF's path starts with a slash: ${path}`);
    const headers = new Headers(init.headers);
    if (!headers.has('accept')) headers.set('accept', 'application/json');
    return fetch(`${bff}${path}`, { ...init, headers });
  };
