import { reflectComponentType, signal } from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import type { MountProps } from '@tessera/contracts/remote/browser-entry';
import type { SharedSource } from '@tessera/remote-kit/store-binding';
import type { FragmentComponent } from '../fragment/fragment-component.ts';
import type { MountedView, View } from '../fragment/view.ts';
import { FragmentRoot } from './fragment-root.ts';
import { fragmentProviders } from './providers.ts';

export async function mountView(
  component: FragmentComponent,
  { domElement, instance, mode, nonce }: MountProps,
  source: SharedSource,
  first: View,
): Promise<MountedView> {
  const view = signal(first);
  const hostName = reflectComponentType(FragmentRoot)?.selector ?? '';
  if (mode === 'hydrate') markAsServerRendered(document);
  const host =
    domElement.querySelector(`:scope > ${hostName}`) ?? domElement.appendChild(document.createElement(hostName));
  const providers = fragmentProviders({ component, instance, nonce, source, view });
  const application = await createApplication({ providers });
  application.bootstrap(FragmentRoot, host);
  await application.whenStable();
  return {
    show: (next) => view.set(next),
    unmount() {
      application.destroy();
      domElement.textContent = '';
    },
  };
}

/** Angular hydrates only where this comment proves that no proxy stripped comments. Before body, React leaves it alone. */
function markAsServerRendered(page: Document): void {
  const marker = page.body.previousSibling;
  if (marker?.nodeType === Node.COMMENT_NODE && marker.textContent === 'nghm') return;
  page.documentElement.insertBefore(page.createComment('nghm'), page.body);
}
