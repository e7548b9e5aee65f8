import type { SharedState } from '@tessera/contracts/state/shared-state';
import { type Accessor, createContext, createSignal, onCleanup, onMount, useContext } from 'solid-js';
import { follow, type SharedSource } from './store-binding.ts';

/** Put `<SharedContext.Provider value={source}>` around the fragment. */
export const SharedContext = createContext<SharedSource>();

/** A live part of the shared state: `const count = useShared((state) => state.cart.count)`. */
export function useShared<T>(select: (state: SharedState) => T): Accessor<T> {
  const source = useContext(SharedContext);
  if (!source) throw new Error('useShared needs a SharedContext.Provider');
  const [value, setValue] = createSignal(select(source.serverState));
  onMount(() => onCleanup(follow(source, select, (next) => setValue(() => next))));
  return value;
}
