/** What went wrong with a release. */
export type FaultReason =
  /** It can't be read: a file that is missing, the network. */
  | 'unavailable'
  /** A file does not match its hash: nothing of it was evaluated. */
  | 'tampered'
  /** Its contract or its code are not what the shell can load. */
  | 'refused'
  /** Its worker ended: out of memory, an endless loop, an error that nobody caught, `process.exit`. */
  | 'ended'
  | 'threw'
  | 'late'
  | 'invalid'
  | 'status'
  /** A page or another team gave it props that it was not built for. */
  | 'props';

export interface ReleaseFault {
  readonly remote: string;
  readonly version: string;
  /** Origin of an override; absent for the registry's. */
  readonly origin?: string;
  readonly fragment?: string;
  readonly reason: FaultReason;
  readonly error: string;
  /** The release's own: enough of them set it aside. */
  readonly own: boolean;
}

/** Nothing but another build of the release mends it. */
export class RefusedRelease extends Error {}
