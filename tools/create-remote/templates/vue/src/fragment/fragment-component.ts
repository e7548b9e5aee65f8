import type { Component } from 'vue';

/** Takes the fragment's props and its screen. */
export type FragmentComponent<Props = unknown, Screen = unknown> = Component<Props & { screen: Screen }>;
