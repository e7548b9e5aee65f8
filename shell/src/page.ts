import type { FormState } from '@tessera/contracts/bff/form';
import type { PageInfo } from '@tessera/contracts/remote/server-entry';
import type { SharedState } from '@tessera/contracts/state/shared-state';

/** What the browser must know of a remote: the release that this page runs, on both sides. */
export interface PageRemote {
  readonly release: string;
  /** Path of the browser's container, or its URL on the origin of an override, and what it must hash to. */
  readonly entry: string;
  readonly integrity: string;
  readonly bff: string;
  readonly css: readonly string[];
  readonly team: string;
  readonly framework: string;
  /** Of all that the browser may load of it, as gzip sends it. */
  readonly bytes: { readonly script: number; readonly css: number };
  /** This browser asked for it: a version, or the origin that it comes from. */
  readonly override?: { readonly target: string };
}

/** An override that this browser has and that could not be honoured: the remote's places show their fallbacks. */
export interface MissedOverride {
  readonly remote: string;
  readonly target: string;
  readonly error: string;
}

/**
 * `late`: the server would not wait; the browser renders it. `failed`: the fallback is all there is until the next
 * page view.
 */
export type SlotOutcome = 'rendered' | 'late' | 'failed';

/** One filled slot, the shell's or one inside another fragment. */
export interface PageSlot {
  readonly outcome: SlotOutcome;
  /** For hydration. */
  readonly state?: unknown;
  /** With dev tools: what the server's render took, its calls included. */
  readonly renderMs?: number;
  /** With dev tools: why there is a fallback. */
  readonly fault?: string;
}

export interface SlotMarkup {
  readonly html: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Everything that a page is made of. It travels to the browser as JSON, but for its hidden parts. */
export interface Page extends PageInfo {
  readonly url: string;
  readonly title: string;
  readonly state: SharedState;
  /** The shell's BFF was down: a page in the browser knows better than `state`. */
  readonly stateMissing?: boolean;
  readonly form: FormState | null;
  readonly remotes: Readonly<Record<string, PageRemote>>;
  readonly slots: Readonly<Record<string, PageSlot>>;
  readonly overrides?: readonly MissedOverride[];
  /** DEV_TOOLS=on. */
  readonly devTools?: true;
  /** Stylesheets of the remotes on this page. */
  readonly css: readonly string[];
  /** Instances begin with it: empty for a full load, fresh for each client-side navigation. */
  readonly prefix: string;
  /** What stands in the shell's own slots, by instance; not in the JSON of a full load, whose document has it. */
  readonly markup?: Readonly<Record<string, SlotMarkup>>;
  /** CSP nonce of the response; never in the JSON. */
  readonly nonce?: string;
}

export interface PageProps {
  readonly page: Page;
}

/** Instance ids of the shell's own slots. */
export const headerInstance = (slot: 'cart' | 'notifications') => `h-${slot}`;
export const sectionInstance = (prefix: string, index: number) => `${prefix}m${index}`;
