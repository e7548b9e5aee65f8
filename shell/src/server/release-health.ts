import { logInfo, logWarning } from './log.ts';
import type { Quarantine } from './quarantine.ts';
import type { ReleaseFault } from './release-fault.ts';

export interface DatedFault extends ReleaseFault {
  readonly at: number;
}

/** Hears of every render and every fault: log, metrics, the last errors, and what is set aside. */
export interface ReleaseHealth {
  report(fault: ReleaseFault): void;
  /** A fragment of the release was rendered. */
  succeed(release: { readonly remote: string; readonly version: string; readonly origin?: string | undefined }): void;
  /** Newest first. */
  lastFaults(): readonly DatedFault[];
}

const KEPT = 50;
const ERROR_LENGTH = 500;

export function createReleaseHealth(
  quarantine: Quarantine,
  count: (fault: ReleaseFault) => void,
  now: () => number = Date.now,
): ReleaseHealth {
  const last: DatedFault[] = [];
  return {
    report(fault) {
      const { remote, version, own, ...facts } = fault;
      const error = fault.error.slice(0, ERROR_LENGTH);
      logWarning('A fault of a remote', { remote, version, ...facts, error });
      count(fault);
      last.unshift({ ...fault, error, at: now() });
      last.length = Math.min(last.length, KEPT);
      // An override is one browser's affair.
      if (!own || fault.origin) return;
      const until = quarantine.fail(`${remote}@${version}`);
      if (until !== undefined)
        logWarning('A release is set aside', {
          remote,
          version,
          until: new Date(until).toISOString(),
          error,
        });
    },
    succeed({ remote, version, origin }) {
      if (!origin && quarantine.succeed(`${remote}@${version}`))
        logInfo('A release that was set aside is back', { remote, version });
    },
    lastFaults: () => last,
  };
}
