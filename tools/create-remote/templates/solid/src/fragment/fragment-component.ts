import type { Component } from 'solid-js';

/** Takes the fragment's props and its screen. */
export type FragmentComponent<Props = unknown, Screen = unknown> = Component<Props & { readonly screen: Screen }>;
