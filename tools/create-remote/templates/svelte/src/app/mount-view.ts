import type { MountProps } from '@tessera/contracts/remote/browser-entry';
import type { SharedSource } from '@tessera/remote-kit/store-binding';
import { flushSync, hydrate, mount, unmount } from 'svelte';
import { writable } from 'svelte/store';
import type { FragmentComponent } from '../fragment/fragment-component.ts';
import type { MountedView, View } from '../fragment/view.ts';
import FragmentRoot from './fragment-root.svelte';

export async function mountView(
  component: FragmentComponent,
  { domElement, instance, mode }: MountProps,
  source: SharedSource,
  first: View,
): Promise<MountedView> {
  const view = writable(first);
  const place = mode === 'hydrate' ? hydrate : mount;
  const root = place(FragmentRoot, {
    target: domElement,
    props: { component, surroundings: { instance, source }, view },
  });
  flushSync();
  return {
    show: view.set,
    unmount() {
      void unmount(root);
      domElement.textContent = '';
    },
  };
}
