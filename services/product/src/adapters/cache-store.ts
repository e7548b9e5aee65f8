/** What a store says of a key: its text, that the asker now holds its lease, or that somebody else does. */
export type Found = { readonly state: 'hit'; readonly text: string } | { readonly state: 'mine' | 'taken' };

/**
 * Short-lived texts by key. Whoever misses one gets a lease for it, and only the holder of a lease may fill: what was
 * removed meanwhile is not filled with what was read before. Any call may reject; the entries are then in doubt.
 */
export interface CacheStore {
  /** In the order of the keys. `lease` is the asker's own name for what it will fill. */
  read(keys: readonly string[], lease: string): Promise<Found[]>;
  /** Returns how many leases still held. */
  fill(entries: readonly { key: string; text: string; lifeMs: number }[], lease: string): Promise<number>;
  remove(keys: readonly string[]): Promise<void>;
  /** Removes all there is, and ends all leases. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** How long others wait for who loads; then they may load too. */
export const LEASE_MS = 2_000;
