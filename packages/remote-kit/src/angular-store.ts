import { afterNextRender, DestroyRef, InjectionToken, inject, type Signal, signal } from '@angular/core';
import type { SharedState } from '@tessera/contracts/state/shared-state';
import { follow, type SharedSource } from './store-binding.ts';

/** Provide it in the application that a fragment creates: `{ provide: SHARED_SOURCE, useValue: source }`. */
export const SHARED_SOURCE = new InjectionToken<SharedSource>('shared source');

/** A live part of the shared state: `readonly count = injectShared((state) => state.cart.count)`. */
export function injectShared<T>(select: (state: SharedState) => T): Signal<T> {
  const source = inject(SHARED_SOURCE);
  const destroyed = inject(DestroyRef);
  const value = signal(select(source.serverState));
  afterNextRender(() => {
    destroyed.onDestroy(follow(source, select, (next) => value.set(next)));
  });
  return value.asReadonly();
}
