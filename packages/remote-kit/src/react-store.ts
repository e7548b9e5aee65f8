import type { SharedState } from '@tessera/contracts/state/shared-state';
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { SharedSource } from './store-binding.ts';

/** Put `<SharedContext value={source}>` around the fragment. */
export const SharedContext = createContext<SharedSource | null>(null);

/**
 * A live part of the shared state: `const count = useShared((state) => state.cart.count)`. Select what is in the state;
 * what is made anew by each call would be a change each time.
 */
export function useShared<T>(select: (state: SharedState) => T): T {
  const source = useContext(SharedContext);
  if (!source) throw new Error('useShared needs a SharedContext around it');
  const { store, serverState } = source;
  return useSyncExternalStore(
    (listen) => store?.subscribe(listen) ?? (() => {}),
    () => select(store?.getState() ?? serverState),
    // While React hydrates; it renders again where the store has moved on.
    () => select(serverState),
  );
}
