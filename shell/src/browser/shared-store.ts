import type { SharedState } from '@tessera/contracts/state/shared-state';
import { createStoreFacade, type StoreFacade } from '@tessera/store/create-store-facade';

let facade: StoreFacade | undefined;

/** The page's one store begins with what the server saw; `loadRuntime` brings the real one when it is needed. */
export function beginSharedStore(initial: SharedState, loadRuntime: () => void): void {
  facade ??= createStoreFacade(initial, loadRuntime);
}

export function sharedStore(): StoreFacade {
  if (!facade) throw new Error('The store is asked for before the page has arrived');
  return facade;
}
