import type { z } from 'zod';
import { catalog } from './fragments/catalog.ts';
import { dashboard } from './fragments/dashboard.ts';
import { orders } from './fragments/orders.ts';

/**
 * Every fragment of every remote with the schema of its props: the one list that tells which team offers what.
 * A page or another team's template places one with `<mfe-slot name="orders/add-to-cart" props="{…}">`.
 */
export const fragments = { catalog, dashboard, orders };

type Fragments = typeof fragments;
/** `orders/add-to-cart` */
export type FragmentName = {
  [Remote in keyof Fragments]: `${Remote}/${keyof Fragments[Remote] & string}`;
}[keyof Fragments];

type PropsOf<Remote extends keyof Fragments, Fragment> = Fragment extends keyof Fragments[Remote]
  ? Readonly<z.infer<Extract<Fragments[Remote][Fragment], z.ZodType>>>
  : never;
export type FragmentProps = {
  [Name in FragmentName]: Name extends `${infer Remote extends keyof Fragments}/${infer Fragment}`
    ? PropsOf<Remote, Fragment>
    : never;
};

/** When a slot's JavaScript loads; an interaction that came first is held and replayed. */
export type HydrationPolicy = 'load' | 'idle' | 'visible' | 'interaction';
