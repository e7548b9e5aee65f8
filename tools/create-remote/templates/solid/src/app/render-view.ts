import type { RenderRequest } from '@tessera/contracts/remote/server-entry';
import { renderToString } from 'solid-js/web';
import type { FragmentComponent } from '../fragment/fragment-component.ts';
import type { View } from '../fragment/view.ts';
import { fragmentRoot } from './fragment-root.tsx';

export async function renderView(
  component: FragmentComponent,
  { instance, nonce, state }: RenderRequest,
  view: View,
): Promise<string> {
  return renderToString(() => fragmentRoot(component, { serverState: state }, () => view), {
    // Solid matches render ids by prefix: without a delimiter `s1` would adopt the nodes of `s10`.
    renderId: `${instance}_`,
    nonce,
  });
}
