import type { fragments } from '@tessera/contracts/remote/fragments';
import type { SharedState } from '@tessera/contracts/state/shared-state';
import type { z } from 'zod';

type Contract = typeof fragments;

/**
 * What `src/dev.ts` of a remote exports as `dev`: every fragment in every state that it has, each in a small world of
 * its own. `npm run dev` shows them, and each production build renders them to see that the contract is kept.
 */
export interface DevSetup<Remote extends keyof Contract = never> {
  readonly fragments: [Remote] extends [never]
    ? Readonly<Record<string, Readonly<Record<string, DevState>>>>
    : { readonly [Fragment in keyof Contract[Remote]]: Readonly<Record<string, DevState<PropsOf<Remote, Fragment>>>> };
  /** Whole pages of the remote, linked from the gallery. */
  readonly pages?: {
    /** Path and query of those worth a link. */
    readonly links: readonly string[];
    /** The fragments on the page at this url; none is a 404. */
    places(url: URL): readonly DevPlace[];
  };
  /** Stands in for the remote's BFF; the path has no `/api/<bff>` prefix. */
  readonly bff: DevBff;
  /** Where it differs from a guest's with an empty cart. */
  readonly state?: Partial<SharedState>;
}

type PropsOf<Remote extends keyof Contract, Fragment extends keyof Contract[Remote]> = z.input<
  Extract<Contract[Remote][Fragment], z.ZodType>
>;

export type DevBff = (request: Request) => Response | Promise<Response>;

export interface DevState<Props = unknown> {
  readonly props: Props;
  /** Path and query of the page that it stands on; `/` when absent. */
  readonly url?: string;
  /** On top of the setup's own. */
  readonly state?: Partial<SharedState>;
  /** In place of the setup's own. */
  readonly bff?: DevBff;
  /** What comes of rendering it on the server; `html` when absent. */
  readonly server?: ServerOutcome;
}

/**
 * `html`; `nothing` to show; a `redirect`; `fails`, so that the shell shows its fallback and the browser the
 * fragment's own; `waits` for a BFF that does not answer.
 */
export type ServerOutcome = 'html' | 'nothing' | 'redirect' | 'fails' | 'waits';

export interface DevPlace {
  /** Without the remote's name. */
  readonly fragment: string;
  readonly props: unknown;
}

/** What the stand-in shell's server tells its browser side, as JSON in the page. */
export interface DevPage {
  readonly remote: string;
  readonly entry: string;
  readonly bff: string;
  readonly url: string;
  readonly state: SharedState;
  readonly instances: readonly (DevPlace & { readonly instance: string; readonly state: unknown })[];
  readonly server: ServerOutcome;
}
