import type { RenderRequest, RenderResult } from '@tessera/contracts/remote/server-entry';
import { findFragment } from './app/fragments.ts';
import { renderView } from './app/render-view.ts';
import { ready } from './fragment/view.ts';

export async function render(request: RenderRequest): Promise<RenderResult> {
  const fragment = await findFragment(request.fragment);
  const screen = await fragment.load(request);
  const html = await renderView(fragment.component, request, ready(request.props, screen));
  return { html, state: screen };
}
