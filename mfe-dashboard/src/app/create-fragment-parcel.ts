import { type ApplicationRef, makeStateKey, reflectComponentType, TransferState, type Type } from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import type { MountProps, Parcel } from '@tessera/contracts/remote/browser-entry';
import type { HydrationState } from './hydration-state.ts';
import { fragmentProviders } from './providers.ts';

/** single-spa lifecycles of one component; each mounted instance is an Angular application of its own. */
export function createFragmentParcel(component: Type<unknown>): Parcel {
  const hostName = reflectComponentType(component)?.selector ?? '';
  let application: ApplicationRef | undefined;
  let host: Element | undefined;
  return {
    async bootstrap() {},
    async mount(props) {
      const hydration = props.mode === 'hydrate' ? (props.state as HydrationState) : undefined;
      if (hydration) markAsServerRendered(document);
      host =
        (hydration && props.domElement.querySelector(`:scope > ${hostName}`)) ??
        props.domElement.appendChild(document.createElement(hostName));
      application = await createApplication({ providers: mountProviders(props, hydration) });
      application.bootstrap(component, host);
      await application.whenStable();
    },
    /** The fragments of this remote have no props that could change. */
    async update() {},
    async unmount() {
      application?.destroy();
      host?.remove();
    },
  };
}

const mountProviders = (props: MountProps, hydration: HydrationState | undefined) => [
  ...fragmentProviders(
    {
      instance: props.instance,
      url: props.url,
      screen: hydration?.screen,
      live: { api: props.api, navigate: props.navigate, dispatch: props.store.dispatch },
    },
    { serverState: hydration ? props.serverState : props.store.getState(), store: props.store },
    props.nonce,
  ),
  { provide: TransferState, useValue: transferState(hydration?.transfer ?? {}) },
];

/** Angular would read it from a script with the application's id; the shell keeps the state of all fragments itself. */
function transferState(entries: HydrationState['transfer']): TransferState {
  const state = new TransferState();
  for (const [key, value] of Object.entries(entries)) state.set(makeStateKey(key), value);
  return state;
}

/** Angular hydrates only where this comment proves that no proxy stripped comments. Before body, React leaves it alone. */
function markAsServerRendered(page: Document): void {
  const marker = page.body.previousSibling;
  if (marker?.nodeType === Node.COMMENT_NODE && marker.textContent === 'nghm') return;
  page.documentElement.insertBefore(page.createComment('nghm'), page.body);
}
