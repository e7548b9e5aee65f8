import { reflectComponentType, type Type } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideServerRendering, renderApplication } from '@angular/platform-server';
import type { RenderRequest, RenderResult } from '@tessera/contracts/remote/server-entry';
import type { HydrationState } from './hydration-state.ts';
import { fragmentProviders } from './providers.ts';

// Angular wants an absolute address of an allowed host; nothing here reads it.
const PAGE = { url: 'http://tessera/', allowedHosts: ['tessera'] };

/** Renders one component and takes it out of the page that Angular writes around it. */
export async function renderFragment(
  component: Type<unknown>,
  request: RenderRequest,
  screen: unknown,
): Promise<Pick<RenderResult, 'html' | 'state'>> {
  const host = reflectComponentType(component)?.selector;
  if (!host) throw new Error(`${component.name} is not a component`);
  const providers = fragmentProviders(
    { instance: request.instance, url: request.url, screen, live: null },
    { serverState: request.state },
    request.nonce,
  );
  const page = await renderApplication(
    (platform) => bootstrapApplication(component, { providers: [...providers, provideServerRendering()] }, platform),
    { document: `<html><head></head><body><${host}></${host}></body></html>`, ...PAGE },
  );
  const { html, transfer } = takeOut(page, host, request.instance);
  return { html, state: { screen, transfer } satisfies HydrationState };
}

function takeOut(page: string, host: string, instance: string) {
  const endTag = `</${host}>`;
  const end = page.lastIndexOf(endTag) + endTag.length;
  const script = page.indexOf(`<script id="${instance}-state"`, end);
  const json = script < 0 ? '{}' : page.slice(page.indexOf('>', script) + 1, page.indexOf('</script>', script));
  return { html: page.slice(page.indexOf(`<${host}`), end), transfer: JSON.parse(json) };
}
