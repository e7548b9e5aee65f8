import type { ApiFetch } from '@tessera/contracts/remote/api-fetch';
import type { FragmentProps } from '@tessera/contracts/remote/fragments';
import type { FragmentComponent } from './fragment-component.ts';

interface LoadInput<Props> {
  readonly api: ApiFetch;
  /** Path and query of the page. */
  readonly url: string;
  readonly props: Props;
}

/** One fragment: how it gets its screen, on the server and in the browser, and what shows it. */
export interface Fragment<Props = unknown, Screen = unknown> {
  readonly component: FragmentComponent<Props, Screen>;
  load(input: LoadInput<Props>): Promise<Screen>;
}

/** Ties a fragment's props to the contract. */
export const defineFragment = <Name extends `__remote__/${string}` & keyof FragmentProps, Screen>(
  _name: Name,
  fragment: Fragment<FragmentProps[Name], Screen>,
): Fragment => fragment as Fragment;
