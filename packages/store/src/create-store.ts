import { configureStore, type Middleware } from '@reduxjs/toolkit';
import type { SharedState, SharedStore } from '@tessera/contracts/state/shared-state';
import { reducers } from './reducers.ts';

interface StoreOptions {
  /** Throws for an action that breaks the contract; in development, `checkAction` of `check-action.ts`. */
  readonly check?: (action: unknown) => void;
}

/** The Redux Toolkit store of one page in the browser (or of one request); Redux DevTools shows it as "Tessera". */
export function createStore(preloadedState: SharedState, { check }: StoreOptions = {}): SharedStore {
  const checked: Middleware = () => (next) => (action) => {
    check?.(action);
    return next(action);
  };
  return configureStore({
    reducer: reducers,
    preloadedState,
    devTools: { name: 'Tessera' },
    middleware: (defaults) => (check ? defaults().concat(checked) : defaults()),
  }) as SharedStore;
}
