import type { PageRemote, PageSlot } from '../page.ts';
import { kB } from './loaded-bytes.ts';

export interface FragmentFacts {
  /** `catalog/product-list` */
  readonly name: string;
  /** Hydrated, rendered, waiting, or why there is a fallback. */
  readonly state: string;
  /** Team, framework, release, render time and size. */
  readonly details: string;
}

/** The attributes of an `<mfe-slot>` that tell its state; see browser/mfe-slot.ts and server/fill-slots.ts. */
export interface SlotElement {
  getAttribute(name: string): string | null;
  readonly dataset: DOMStringMap;
}

export function describeFragment(
  slot: SlotElement,
  htmlBytes: number,
  server: PageSlot | undefined,
  remote: PageRemote | undefined,
): FragmentFacts {
  const details = [
    remote && `team ${remote.team}`,
    remote?.framework,
    slot.dataset.release ?? remote?.release,
    server?.renderMs !== undefined && `${server.renderMs.toFixed(1)} ms`,
    `${kB(htmlBytes)} HTML`,
  ];
  return {
    name: slot.getAttribute('name') ?? 'without a name',
    state: stateOf(slot, server),
    details: details.filter(Boolean).join(' · '),
  };
}

function stateOf(slot: SlotElement, server: PageSlot | undefined): string {
  const { mounted, fallback, mountFault } = slot.dataset;
  if (mounted === 'hydrated') return 'hydrated';
  if (mounted) return 'rendered in the browser';
  const why = server?.fault ? `: ${server.fault}` : '';
  if (fallback === 'failed') return `fallback${why}`;
  if (mountFault) return `not started: ${mountFault}`;
  const waiting = `waiting for ${slot.getAttribute('hydrate') ?? 'visible'}`;
  return fallback ? `fallback (${fallback}${why}), ${waiting}` : waiting;
}
