/** Chance that can be had again: everything that a run leaves to chance comes from its printed seed. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
  shuffle<T>(items: readonly T[]): T[];
  /** A UUIDv7-shaped id. */
  id(): string;
}

/** Mulberry32: 32 bits of state are plenty for tests. `purpose` gives each case its own sequence. */
export function createRandom(seed: number, purpose = ''): Random {
  let state = [...purpose].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 0x01000193), seed | 0);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const hex = (digits: number) => Array.from({ length: digits }, () => between(0, 15).toString(16)).join('');
  return {
    next,
    between,
    pick: (items) => {
      if (items.length === 0) throw new Error('There is nothing to pick from');
      return items[between(0, items.length - 1)] as (typeof items)[number];
    },
    shuffle: (items) => {
      const mixed = [...items];
      for (let last = mixed.length - 1; last > 0; last -= 1) {
        const other = between(0, last);
        [mixed[last], mixed[other]] = [mixed[other] as (typeof items)[number], mixed[last] as (typeof items)[number]];
      }
      return mixed;
    },
    id: () => `019b${hex(4)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`,
  };
}
