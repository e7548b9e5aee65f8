import type { RenderRequest } from '@tessera/contracts/remote/server-entry';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import type { FragmentComponent } from '../fragment/fragment-component.ts';
import type { View } from '../fragment/view.ts';
import { FragmentRoot } from './fragment-root.tsx';

export async function renderView(
  component: FragmentComponent,
  { instance, state }: RenderRequest,
  view: View,
): Promise<string> {
  return renderToString(createElement(FragmentRoot, { component, source: { serverState: state }, view }), {
    identifierPrefix: instance,
  });
}
