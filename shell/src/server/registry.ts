import { type Registry, registry } from '@tessera/contracts/remote/release';
import { logWarning } from './log.ts';
import type { ReadRemotes } from './read-remotes.ts';

export interface RegistryReader {
  /** The last good registry at once, refreshed behind the caller's back; waits only when there never was one. */
  read(): Promise<Registry>;
  /** Waits for a new reading; the last good registry when that fails. */
  refresh(): Promise<Registry>;
}

export function createRegistryReader(read: ReadRemotes, ttlMs: number, now: () => number = Date.now): RegistryReader {
  let good: Registry | undefined;
  let fault: unknown;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let checking: Promise<void> | undefined;

  const check = async () => {
    try {
      good = registry.parse(JSON.parse(new TextDecoder().decode(await read('registry.json'))));
    } catch (error) {
      fault = error;
      logWarning('The registry can’t be read', { error, keeping: good ? 'the last good one' : 'nothing' });
    } finally {
      checkedAt = now();
      checking = undefined;
    }
  };
  const lastGood = () => {
    if (!good) throw fault;
    return good;
  };

  return {
    async read() {
      // Without a good one the next try comes sooner, but not with every request.
      if (now() - checkedAt >= (good ? ttlMs : Math.min(ttlMs, 500))) checking ??= check();
      if (!good) await checking;
      return lastGood();
    },
    async refresh() {
      await (checking ??= check());
      return lastGood();
    },
  };
}
