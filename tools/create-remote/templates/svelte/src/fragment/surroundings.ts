import type { SharedState } from '@tessera/contracts/state/shared-state';
import type { SharedSource } from '@tessera/remote-kit/store-binding';
import { type ReadableShared, shared } from '@tessera/remote-kit/svelte-store';
import { getContext, setContext } from 'svelte';

/** What stands around the components of one instance. */
export interface Surroundings {
  readonly instance: string;
  readonly source: SharedSource;
}
const KEY = Symbol('surroundings');

export const provideSurroundings = (surroundings: Surroundings): Surroundings => setContext(KEY, surroundings);

/** Prefix of ids. Not `$props.id()`: in the browser it counts anew in each remote that brings a Svelte of its own. */
export const useInstance = (): string => getContext<Surroundings>(KEY).instance;

/** A live part of the shared state: `const count = useShared((state) => state.cart.count)`, then `$count`. */
export const useShared = <T>(select: (state: SharedState) => T): ReadableShared<T> =>
  shared(getContext<Surroundings>(KEY).source, select);
