import type { ApiFetch } from '@tessera/contracts/remote/api-fetch';
import type { PageInfo } from '@tessera/contracts/remote/server-entry';
import type { SharedState } from '@tessera/contracts/state/shared-state';
import type { JSX } from 'solid-js';

/** What a fragment may look at to find its data, on the server and in the browser. */
export interface LoadRequest<Props> {
  readonly api: ApiFetch;
  readonly props: Props;
  readonly url: string;
  readonly state: SharedState;
}

/** `data` is JSON: the server sends it along, and hydration renders from it. */
export interface Loaded<Data> {
  readonly data: Data;
  readonly page?: PageInfo;
}

/** One fragment: how it gets its data, and how it looks. Both run on the server and in the browser. */
export interface Fragment<Props = unknown, Data = unknown> {
  load(request: LoadRequest<Props>): Promise<Loaded<Data>>;
  View(view: { readonly props: Props; readonly data: Data }): JSX.Element;
}
