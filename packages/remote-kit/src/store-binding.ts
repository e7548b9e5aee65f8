import type { SharedState, SharedStore } from '@tessera/contracts/state/shared-state';

/**
 * Where a fragment reads the shared state: first what the server saw, so that hydration makes the same tree, then,
 * once mounted, the live store. On the server there is no store.
 */
export interface SharedSource {
  readonly serverState: SharedState;
  readonly store?: SharedStore;
}

/** Calls `listen` with the selected part now and whenever it changed; returns what ends that. */
export function follow<T>(
  { store }: SharedSource,
  select: (state: SharedState) => T,
  listen: (value: T) => void,
): () => void {
  if (!store) return () => {};
  let last = select(store.getState());
  listen(last);
  return store.subscribe(() => {
    const value = select(store.getState());
    if (Object.is(value, last)) return;
    last = value;
    listen(value);
  });
}
