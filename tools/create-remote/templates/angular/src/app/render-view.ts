import { reflectComponentType, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideServerRendering, renderApplication } from '@angular/platform-server';
import type { RenderRequest } from '@tessera/contracts/remote/server-entry';
import type { FragmentComponent } from '../fragment/fragment-component.ts';
import type { View } from '../fragment/view.ts';
import { FragmentRoot } from './fragment-root.ts';
import { fragmentProviders } from './providers.ts';

// Angular wants an absolute address of an allowed host; nothing here reads it.
const PAGE = { url: 'http://tessera/', allowedHosts: ['tessera'] };

/** Renders the fragment and takes it out of the page that Angular writes around it. */
export async function renderView(
  component: FragmentComponent,
  { instance, nonce, state }: RenderRequest,
  view: View,
): Promise<string> {
  const host = reflectComponentType(FragmentRoot)?.selector ?? '';
  const source = { serverState: state };
  const providers = [
    ...fragmentProviders({ component, instance, nonce, source, view: signal(view) }),
    provideServerRendering(),
  ];
  const page = await renderApplication((platform) => bootstrapApplication(FragmentRoot, { providers }, platform), {
    document: `<html><head></head><body><${host}></${host}></body></html>`,
    ...PAGE,
  });
  return takeOut(page, host, instance);
}

/** The host element and, after it, the data island with Angular's own notes about the tree, which hydration reads. */
function takeOut(page: string, host: string, instance: string): string {
  const endTag = `</${host}>`;
  const end = page.lastIndexOf(endTag) + endTag.length;
  const island = page.indexOf(`<script id="${instance}-state"`, end);
  const notes = island < 0 ? '' : page.slice(island, page.indexOf('</script>', island) + '</script>'.length);
  return page.slice(page.indexOf(`<${host}`), end) + notes;
}
