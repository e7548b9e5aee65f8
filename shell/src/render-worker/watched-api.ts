import type { ApiFetch } from '@tessera/contracts/remote/api-fetch';
import type { BffCalls } from './messages.ts';

const READERS = ['json', 'text', 'arrayBuffer', 'bytes', 'blob', 'formData'] as const;

export interface WatchedApi {
  readonly api: ApiFetch;
  state(): BffCalls;
  /** Time since its start in which the render waited for no call. */
  ownMs(): number;
}

/** The BFF's `fetch` of one render, and how its calls have gone so far, the reading of their answers included. */
export function watchApi(api: ApiFetch): WatchedApi {
  let pending = 0;
  let failed = false;
  let ownMs = 0;
  let since = performance.now();
  const watch = async <T>(work: Promise<T>): Promise<T> => {
    if (pending++ === 0) ownMs += performance.now() - since;
    try {
      return await work;
    } catch (error) {
      failed = true;
      throw error;
    } finally {
      if (--pending === 0) since = performance.now();
    }
  };
  return {
    ownMs: () => (pending > 0 ? ownMs : ownMs + performance.now() - since),
    state: () => (pending > 0 ? 'pending' : failed ? 'failed' : 'well'),
    async api(path, init) {
      const response = await watch(api(path, init));
      if (response.status >= 500 || response.status === 429) failed = true;
      for (const reader of READERS) {
        const read = response[reader].bind(response) as () => Promise<never>;
        Object.defineProperty(response, reader, { value: () => watch(read()) });
      }
      return response;
    },
  };
}
