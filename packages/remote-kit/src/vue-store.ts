import type { SharedState } from '@tessera/contracts/state/shared-state';
import { type App, type InjectionKey, inject, markRaw, onMounted, onUnmounted, type ShallowRef, shallowRef } from 'vue';
import { follow, type SharedSource } from './store-binding.ts';

const KEY: InjectionKey<SharedSource> = Symbol('shared source');

/** For the app that a fragment creates, before it renders. */
export const provideShared = (app: App, source: SharedSource): App => app.provide(KEY, markRaw(source));

/** A live part of the shared state: `const count = useShared((state) => state.cart.count)`. */
export function useShared<T>(select: (state: SharedState) => T): Readonly<ShallowRef<T>> {
  const source = inject(KEY);
  if (!source) throw new Error('useShared needs provideShared(app, …)');
  const value = shallowRef(select(source.serverState));
  let stop = () => {};
  onMounted(() => {
    stop = follow(source, select, (next) => {
      value.value = next;
    });
  });
  onUnmounted(() => stop());
  return value;
}
