/** Sets releases aside that fail again and again, and lets them try once more when their time has passed. */
export interface Quarantine {
  /** A fault of the release's own. Answers until when it is set aside now, if it is. */
  fail(release: string): number | undefined;
  /** Whether this ends its time aside: a trial went well. */
  succeed(release: string): boolean;
  /** Whether pages may use it. After its time it is let in for one trial, which decides. */
  admit(release: string): boolean;
  /** Whether it is set aside, trial or not. */
  isAside(release: string): boolean;
  aside(): readonly { readonly release: string; readonly until: number; readonly times: number }[];
}

export interface QuarantineSettings {
  readonly failures: number;
  readonly windowMs: number;
  /** The first time; each further one takes twice as long, up to `MAX_MS`. */
  readonly asideMs: number;
  readonly now?: () => number;
}

const MAX_MS = 15 * 60_000;
/** A trial that nobody heard of: its page did not render the remote. */
const TRIAL_MS = 2000;
const RELEASES = 500;

interface Case {
  failedAt: number[];
  times: number;
  until?: number;
  triedAt?: number;
  lastAt: number;
}

export function createQuarantine({ failures, windowMs, asideMs, now = Date.now }: QuarantineSettings): Quarantine {
  const cases = new Map<string, Case>();

  const setAside = (each: Case): number => {
    each.until = now() + Math.min(MAX_MS, asideMs * 2 ** each.times++);
    each.failedAt = [];
    each.triedAt = undefined;
    return each.until;
  };

  return {
    fail(release) {
      let each = cases.get(release);
      // Who behaved for long starts anew.
      if (!each || (each.until === undefined && now() - each.lastAt > MAX_MS))
        each = { failedAt: [], times: 0, lastAt: 0 };
      cases.delete(release);
      cases.set(release, each);
      each.lastAt = now();
      for (const oldest of [...cases.keys()].slice(0, -RELEASES)) cases.delete(oldest);
      if (each.until !== undefined) return now() >= each.until ? setAside(each) : undefined;
      each.failedAt = [...each.failedAt.filter((at) => now() - at < windowMs), now()];
      return each.failedAt.length >= failures ? setAside(each) : undefined;
    },
    succeed(release) {
      const each = cases.get(release);
      if (each?.until === undefined || now() < each.until) return false;
      each.until = undefined;
      each.lastAt = now();
      return true;
    },
    admit(release) {
      const each = cases.get(release);
      if (each?.until === undefined) return true;
      if (now() < each.until || (each.triedAt !== undefined && now() - each.triedAt < TRIAL_MS)) return false;
      each.triedAt = now();
      return true;
    },
    isAside: (release) => cases.get(release)?.until !== undefined,
    aside: () =>
      [...cases].flatMap(([release, { until, times }]) => (until === undefined ? [] : { release, until, times })),
  };
}
