import type { SharedState } from '@tessera/contracts/state/shared-state';
import { follow, type SharedSource } from './store-binding.ts';

/** Svelte's store contract: components write `$count`, and `fromStore` of `svelte/store` makes a rune of it. */
export interface ReadableShared<T> {
  subscribe(listen: (value: T) => void): () => void;
}

/**
 * A live part of the shared state: `const count = shared(source, (state) => state.cart.count)`. It begins with what the
 * server saw, so that hydration makes the same tree, and follows the live store one microtask later.
 */
export const shared = <T>(source: SharedSource, select: (state: SharedState) => T): ReadableShared<T> => ({
  subscribe(listen) {
    let last = select(source.serverState);
    let stop: (() => void) | undefined;
    let ended = false;
    listen(last);
    queueMicrotask(() => {
      if (ended) return;
      stop = follow(source, select, (value) => {
        if (Object.is(value, last)) return;
        last = value;
        listen(value);
      });
    });
    return () => {
      ended = true;
      stop?.();
    };
  },
});
