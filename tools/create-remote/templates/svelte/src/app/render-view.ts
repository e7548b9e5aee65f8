import type { RenderRequest } from '@tessera/contracts/remote/server-entry';
import { render } from 'svelte/server';
import { readable } from 'svelte/store';
import type { FragmentComponent } from '../fragment/fragment-component.ts';
import type { View } from '../fragment/view.ts';
import FragmentRoot from './fragment-root.svelte';

export async function renderView(
  component: FragmentComponent,
  { instance, state }: RenderRequest,
  view: View,
): Promise<string> {
  const surroundings = { instance, source: { serverState: state } };
  const props = { component, surroundings, view: readable(view) };
  return render(FragmentRoot, { props, idPrefix: instance }).body;
}
