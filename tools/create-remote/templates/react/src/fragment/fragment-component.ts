import type { ComponentType } from 'react';

/** Takes the fragment's props and its screen. */
export type FragmentComponent<Props = unknown, Screen = unknown> = ComponentType<Props & { readonly screen: Screen }>;
