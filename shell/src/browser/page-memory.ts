import type { SharedState } from '@tessera/contracts/state/shared-state';
import type { Page, PageRemote, PageSlot } from '../page.ts';

/** What hydration needs of an instance that the server rendered. */
export interface SlotMemory extends PageSlot {
  /** What the server saw when it rendered. */
  readonly serverState: SharedState;
}

let current: Page | undefined;
/** Of each remote the first that came: the browser runs no second release of it. */
let running: Page['remotes'] = {};
const slots = new Map<string, SlotMemory>();

/** A page has arrived: by a full load, or by a client-side navigation before its elements are connected. */
export function rememberPage(page: Page): void {
  if (page === current) return;
  current = page;
  running = { ...page.remotes, ...running };
  for (const [instance, slot] of Object.entries(page.slots)) slots.set(instance, { ...slot, serverState: page.state });
}

/** Gives an instance's memory away: it hydrates once. */
export function takeSlot(instance: string | undefined): SlotMemory | undefined {
  const slot = instance === undefined ? undefined : slots.get(instance);
  if (instance !== undefined) slots.delete(instance);
  return slot;
}

/** `catalog@1.0.3,orders@1.2.0`; overrides are in a cookie of their own. */
export const runningReleases = (): string =>
  Object.entries(running)
    .flatMap(([name, { release, override }]) => (override ? [] : `${name}@${release}`))
    .join();

export const currentPage = (): Page | undefined => current;
export const findRemote = (name: string): PageRemote | undefined => current?.remotes[name];
export const currentUrl = (): string => `${location.pathname}${location.search}`;
