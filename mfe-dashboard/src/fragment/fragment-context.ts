import { InjectionToken } from '@angular/core';
import type { ApiFetch } from '@tessera/contracts/remote/api-fetch';
import type { MountProps } from '@tessera/contracts/remote/browser-entry';
import type { SharedStore } from '@tessera/contracts/state/shared-state';

/** What each instance of a fragment is given beside the shared state, on the server and in the browser. */
export interface FragmentContext {
  /** Unique on the page; prefix of ids. */
  readonly instance: string;
  /** Path and query of the page. */
  readonly url: string;
  /** What `load` answered; undefined when the browser renders first and loads then. */
  readonly screen: unknown;
  /** Null on the server. */
  readonly live: LiveContext | null;
}

/** What only the browser has. */
export interface LiveContext {
  readonly api: ApiFetch;
  readonly navigate: MountProps['navigate'];
  readonly dispatch: SharedStore['dispatch'];
}

export const FRAGMENT_CONTEXT = new InjectionToken<FragmentContext>('fragment context');
