/** Wrong passwords for one e-mail from one address. */
export interface Attempts {
  readonly failures: number;
  readonly lockedUntil: Date;
}

const FREE_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 15 * 60_000;
/** Without another attempt for this long, all is forgotten. */
export const FORGET_AFTER_MS = 24 * 3_600_000;

/** The fifth failure in a row makes a pause of 30 s, each further one doubles it, up to 15 minutes. */
export function pauseAfter(failures: number): number {
  if (failures < FREE_ATTEMPTS) return 0;
  return Math.min(FIRST_PAUSE_MS * 2 ** (failures - FREE_ATTEMPTS), LONGEST_PAUSE_MS);
}

/** An attempt counts as failed when it begins, so that many at once get no more guesses than one after another. */
export function withFailure({ failures }: Pick<Attempts, 'failures'>, now: Date): Attempts {
  return { failures: failures + 1, lockedUntil: new Date(now.getTime() + pauseAfter(failures + 1)) };
}

/** Seconds until the next attempt is allowed; 0 for now. */
export const secondsLocked = ({ lockedUntil }: Attempts, now: Date): number =>
  Math.max(0, Math.ceil((lockedUntil.getTime() - now.getTime()) / 1_000));
