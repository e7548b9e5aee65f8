import type { RenderRequest } from '@tessera/contracts/remote/server-entry';

/** What a worker runs. */
export interface WorkerRelease {
  /** `catalog@1.2.3` */
  readonly name: string;
  /** The server container; its hash was checked by the shell. */
  readonly code: Uint8Array;
  /** For buffers; the heap has as much, by the process's own flag. */
  readonly memoryMb: number;
}

/** One render. What the remote's BFF is called with comes as data; `cookie` is a `Cookie` header. */
export interface RenderJob {
  readonly request: Omit<RenderRequest, 'api'>;
  readonly bff: { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly cookie: string };
}

/**
 * How the calls of a render went. Unless `well`, a fault of the render may be the BFF's: the release is not blamed.
 */
export type BffCalls = 'well' | 'failed' | 'pending';

export type ToWorker =
  | { readonly type: 'load'; readonly release: WorkerRelease }
  | { readonly type: 'render'; readonly id: number; readonly job: RenderJob }
  /** The deadline has passed: nobody waits for the render any more. */
  | { readonly type: 'abort'; readonly id: number; readonly deadlineMs: number }
  | { readonly type: 'measure'; readonly id: number };

export interface Measured {
  readonly heapBytes: number;
  /** Of the whole process. */
  readonly residentBytes: number;
}

export type FromWorker =
  | { readonly type: 'loaded' }
  | {
      readonly type: 'rendered';
      readonly id: number;
      readonly result: unknown;
      readonly setCookies: readonly string[];
      readonly bff: BffCalls;
    }
  | { readonly type: 'failed'; readonly id: number; readonly error: string; readonly bff: BffCalls }
  /** `own`: the time went into the render itself, not into waiting for its BFF, or for its turn. */
  | { readonly type: 'aborted'; readonly id: number; readonly own: boolean }
  | ({ readonly type: 'measured'; readonly id: number } & Measured)
  /** The last message: the container can't be loaded, something threw where nobody catches, memory ran out. */
  | { readonly type: 'ending'; readonly error: string };
