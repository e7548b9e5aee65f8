import type { MountProps } from '@tessera/contracts/remote/browser-entry';
import type { SharedSource } from '@tessera/remote-kit/store-binding';
import { createElement, type ReactNode, useEffect } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import type { FragmentComponent } from '../fragment/fragment-component.ts';
import type { MountedView, View } from '../fragment/view.ts';
import { FragmentRoot } from './fragment-root.tsx';

/** Resolves when React has adopted the server's nodes: it does so in its own time. */
export async function mountView(
  component: FragmentComponent,
  { domElement, instance, mode }: MountProps,
  source: SharedSource,
  first: View,
): Promise<MountedView> {
  const { promise: live, resolve, reject } = Promise.withResolvers<void>();
  const tree = (view: View) =>
    createElement(Live, { onLive: resolve }, createElement(FragmentRoot, { component, source, view }));
  const options = {
    identifierPrefix: instance,
    onUncaughtError(error: unknown) {
      reject(error);
      reportError(error);
    },
  };
  const root = mode === 'hydrate' ? hydrateRoot(domElement, tree(first), options) : createRoot(domElement, options);
  if (mode === 'render') root.render(tree(first));
  await live;
  return { show: (view) => root.render(tree(view)), unmount: () => root.unmount() };
}

function Live({ onLive, children }: { readonly onLive: () => void; readonly children?: ReactNode }) {
  useEffect(onLive, [onLive]);
  return children;
}
