import type { RenderRequest } from '@tessera/contracts/remote/server-entry';
import { createSSRApp, shallowRef } from 'vue';
import { renderToString } from 'vue/server-renderer';
import type { FragmentComponent } from '../fragment/fragment-component.ts';
import type { View } from '../fragment/view.ts';
import { createFragmentApp } from './create-fragment-app.ts';

export function renderView(
  component: FragmentComponent,
  { instance, state }: RenderRequest,
  view: View,
): Promise<string> {
  const source = { serverState: state };
  return renderToString(createFragmentApp(createSSRApp, { component, instance, source, view: shallowRef(view) }));
}
