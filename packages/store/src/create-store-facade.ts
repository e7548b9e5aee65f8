import type { SharedState, SharedStore } from '@tessera/contracts/state/shared-state';
import type { TeamAction } from '@tessera/contracts/state/team-action';

/** Stands for the store until it is worth loading. */
export interface StoreFacade extends SharedStore {
  /** From now on `store` answers; actions that waited are dispatched to it in their order. */
  connect(store: SharedStore): void;
}

/**
 * Answers from the server's state, keeps listeners and queues actions. `onFirstDispatch` is told once when an action
 * has to wait, so that the page can go and load the real store.
 */
export function createStoreFacade(initial: SharedState, onFirstDispatch: () => void): StoreFacade {
  let store: SharedStore | undefined;
  const waiting: TeamAction[] = [];
  const listeners = new Set<() => void>();
  return {
    getState: () => store?.getState() ?? initial,
    dispatch(action) {
      if (store) return store.dispatch(action);
      if (waiting.push(action) === 1) onFirstDispatch();
      return action;
    },
    subscribe(listener) {
      // Wrapped, so that the same function subscribed twice is told twice, as Redux does.
      const own = () => listener();
      listeners.add(own);
      return () => listeners.delete(own);
    },
    connect(real) {
      if (store) return;
      store = real;
      real.subscribe(() => {
        for (const listener of [...listeners]) listener();
      });
      for (const action of waiting.splice(0)) dispatchAlone(real, action);
    },
  };
}

/** An action that is refused does not keep the others from the store. */
function dispatchAlone(store: SharedStore, action: TeamAction): void {
  try {
    store.dispatch(action);
  } catch (error) {
    reportError(error);
  }
}
