import type { ApiFetch } from '@tessera/contracts/remote/api-fetch';
import type { FragmentProps } from '@tessera/contracts/remote/fragments';
import type { PageInfo } from '@tessera/contracts/remote/server-entry';
import type { Component } from 'vue';

export interface LoadInput<Props> {
  readonly api: ApiFetch;
  /** Path and query of the page. */
  readonly url: string;
  readonly props: Props;
}

/**
 * One fragment as both sides see it. `load` fetches what `component` shows, as its prop `screen`; it throws only when
 * there is nothing useful to show.
 */
export interface Fragment<Props = unknown, Screen = unknown> {
  readonly component: Component<{ screen: Screen }>;
  load(input: LoadInput<Props>): Promise<Screen>;
  page?(screen: Screen): PageInfo;
}

/** Ties a fragment's props to the contract. */
export const defineFragment = <Name extends `catalog/${string}` & keyof FragmentProps, Screen>(
  _name: Name,
  fragment: Fragment<FragmentProps[Name], Screen>,
): Fragment => fragment as Fragment;
