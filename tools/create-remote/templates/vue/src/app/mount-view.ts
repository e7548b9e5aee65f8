import type { MountProps } from '@tessera/contracts/remote/browser-entry';
import type { SharedSource } from '@tessera/remote-kit/store-binding';
import { createApp, createSSRApp, shallowRef } from 'vue';
import type { FragmentComponent } from '../fragment/fragment-component.ts';
import type { MountedView, View } from '../fragment/view.ts';
import { createFragmentApp } from './create-fragment-app.ts';

export async function mountView(
  component: FragmentComponent,
  { domElement, instance, mode }: MountProps,
  source: SharedSource,
  first: View,
): Promise<MountedView> {
  const view = shallowRef(first);
  const create = mode === 'hydrate' ? createSSRApp : createApp;
  const app = createFragmentApp(create, { component, instance, source, view });
  app.mount(domElement);
  return {
    show(next) {
      view.value = next;
    },
    unmount: () => app.unmount(),
  };
}
