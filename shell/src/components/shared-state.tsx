import { cartReplaced } from '@tessera/contracts/state/cart';
import { unreadChanged } from '@tessera/contracts/state/notifications';
import { preferencesReplaced } from '@tessera/contracts/state/preferences';
import type { SharedState } from '@tessera/contracts/state/shared-state';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { rememberPage } from '../browser/page-memory.ts';
import { beginSharedStore, sharedStore } from '../browser/shared-store.ts';
import { startSlots } from '../browser/start.ts';
import type { Page } from '../page.ts';

const ServerState = createContext<SharedState | undefined>(undefined);
const browser = typeof window !== 'undefined';

/** Gives the header and the pages what all teams share, and starts the slots of the page. */
export function SharedStateProvider({ page, children }: { page: Page | undefined; children: ReactNode }) {
  const [first] = useState(page);
  // Before the page's slots are connected, which ask for both.
  if (browser && page) {
    rememberPage(page);
    // Should it not arrive, the next slot asks for it again.
    beginSharedStore(page.state, () => void import('../browser/runtime.ts').catch(() => undefined));
  }
  useEffect(() => {
    if (page) startSlots(page);
    if (page && page !== first && !page.stateMissing) follow(page.state);
  }, [page, first]);

  const stale = page !== undefined && first !== undefined && isStale(first, page);
  useEffect(() => {
    if (stale) window.location.reload();
  }, [stale]);
  return <ServerState value={first?.state}>{stale ? null : children}</ServerState>;
}

/** A piece of the shared state, followed; undefined on pages that were made at build time. */
export function useSharedState<T>(select: (state: SharedState) => T): T | undefined {
  const serverState = useContext(ServerState);
  return useSyncExternalStore(
    (listener) => (serverState ? sharedStore().subscribe(listener) : () => {}),
    () => (serverState ? select(sharedStore().getState()) : undefined),
    () => (serverState ? select(serverState) : undefined),
  );
}

/** A page that came by a client-side navigation knows better than the store. */
function follow({ cart, notifications, preferences }: SharedState): void {
  const store = sharedStore();
  const now = store.getState();
  if (!same(now.cart, cart)) store.dispatch(cartReplaced(cart));
  if (!same(now.notifications, notifications)) store.dispatch(unreadChanged(notifications));
  if (!same(now.preferences, preferences)) store.dispatch(preferencesReplaced(preferences));
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** A session keeps its releases until a full load; another shopper's page needs another header. */
const isStale = (first: Page, page: Page): boolean =>
  (!page.stateMissing && first.state.session.user?.id !== page.state.session.user?.id) ||
  Object.entries(page.remotes).some(([name, { release }]) => (first.remotes[name]?.release ?? release) !== release);
