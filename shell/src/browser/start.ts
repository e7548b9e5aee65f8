import type { Page } from '../page.ts';
import { holdClicks } from './held-clicks.ts';
import { MfeSlot } from './mfe-slot.ts';
import { moveFocusWithPage } from './move-focus.ts';
import { followLinks, keepReleases } from './navigate.ts';

/** Once React has hydrated the page, so that what slots do to their elements is no mismatch. */
export function startSlots({ devTools, overrides, remotes }: Page): void {
  if (customElements.get('mfe-slot')) return;
  customElements.define('mfe-slot', MfeSlot);
  holdClicks();
  followLinks();
  keepReleases();
  moveFocusWithPage();
  if (devTools || overrides?.length || Object.values(remotes).some(({ override }) => override)) {
    // Safari has no requestIdleCallback.
    (window.requestIdleCallback ?? setTimeout)(() => void import('../dev-tools/start.tsx').catch(() => undefined));
  }
}
