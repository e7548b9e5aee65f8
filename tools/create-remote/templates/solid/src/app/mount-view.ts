import type { MountProps } from '@tessera/contracts/remote/browser-entry';
import type { SharedSource } from '@tessera/remote-kit/store-binding';
import { createSignal, sharedConfig } from 'solid-js';
import { hydrate, render } from 'solid-js/web';
import type { FragmentComponent } from '../fragment/fragment-component.ts';
import type { MountedView, View } from '../fragment/view.ts';
import { fragmentRoot } from './fragment-root.tsx';

export async function mountView(
  component: FragmentComponent,
  { domElement, instance, mode }: MountProps,
  source: SharedSource,
  first: View,
): Promise<MountedView> {
  const [view, show] = createSignal(first);
  const tree = () => fragmentRoot(component, source, view);
  if (mode === 'hydrate') forgetOtherTrees();
  const dispose =
    mode === 'hydrate' ? hydrate(tree, domElement, { renderId: `${instance}_` }) : render(tree, domElement);
  return {
    show,
    unmount() {
      dispose();
      domElement.textContent = '';
    },
  };
}

/** Solid keeps its hydration state for one tree a page; here there are many. */
function forgetOtherTrees(): void {
  Object.assign(window, { _$HY: { events: [], completed: new WeakSet(), r: {}, fe() {}, done: false } });
  sharedConfig.done = false;
}
