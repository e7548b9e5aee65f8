import type { MountProps } from '@tessera/contracts/remote/browser-entry';
import { createStore } from '@tessera/store/create-store';
import { mountRootParcel } from 'single-spa';
import { createApi } from './api.ts';
import { ensureStylesheet } from './ensure-stylesheet.ts';
import { loadParcel } from './federation.ts';
import { navigate } from './navigate.ts';
import { currentPage, currentUrl, findRemote, type SlotMemory } from './page-memory.ts';
import { sharedStore } from './shared-store.ts';

// This module, with Redux Toolkit, single-spa and the federation runtime, arrives when the first policy says so.
const store = sharedStore();
let check: ((action: unknown) => void) | undefined;
const checkLoaded =
  currentPage()?.devTools &&
  import('@tessera/store/check-action')
    .then(({ checkAction }) => {
      check = checkAction;
    })
    .catch(() => undefined);
store.connect(createStore(store.getState(), checkLoaded ? { check: (action) => check?.(action) } : {}));

export interface FragmentMount {
  readonly element: HTMLElement;
  readonly remote: string;
  readonly fragment: string;
  readonly instance: string;
  /** Of what the server rendered; absent when there is nothing to hydrate. */
  readonly memory: SlotMemory | undefined;
}

export interface MountedFragment {
  /** The slot's `props` have changed. */
  update(): void;
  unmount(): void;
}

/** single-spa warns about what is slow; on a slow phone that is no news. */
const patience = { millis: 30_000, dieOnTimeout: false, warningMillis: 30_000 };
const timeouts = { bootstrap: patience, mount: patience, unmount: patience, update: patience };

/** Brings a slot to life. Resolves with nothing when that fails: the server's HTML then stays as it is. */
export async function mountFragment(mount: FragmentMount): Promise<MountedFragment | undefined> {
  const { element, remote, fragment, memory } = mount;
  const known = findRemote(remote);
  if (!known) return undefined;
  try {
    const [lifecycles] = await Promise.all([
      loadParcel(remote, known, fragment),
      // Before the fragment can dispatch anything.
      checkLoaded,
      ...known.css.map(ensureStylesheet),
    ]);
    if (!element.isConnected) return undefined;
    // Styles are scoped by them: an element that only the browser renders needs them before its first paint.
    Object.assign(element.dataset, { remote, fragment, release: known.release });
    const putBack = memory ? rememberMarkup(element) : emptied(element);
    const props = mountProps(mount, known.bff);
    const parcel = mountRootParcel(
      { name: `${remote}/${fragment} ${mount.instance}`, ...lifecycles, timeouts } as never,
      props as never,
    );
    try {
      await parcel.mountPromise;
    } catch (error) {
      putBack();
      throw error;
    }
    element.dataset.mounted = memory ? 'hydrated' : 'rendered';
    delete element.dataset.fallback;
    delete element.dataset.mountFault;
    return {
      update: () => void parcel.update?.({ ...props, props: readProps(element) } as never),
      unmount: () => void parcel.unmount(),
    };
  } catch (error) {
    element.dataset.mountFault = error instanceof Error ? error.message : String(error);
    console.error(`${remote}/${fragment} could not be brought to life`, error);
    return undefined;
  }
}

/** Takes what stands in the element out; answers how to put it back. */
function emptied(element: HTMLElement): () => void {
  const nodes = [...element.childNodes];
  element.replaceChildren();
  return () => element.replaceChildren(...nodes);
}

/** A hydration that fails halfway may have changed the server's HTML, which works without it. */
function rememberMarkup(element: HTMLElement): () => void {
  const html = element.innerHTML;
  return () => {
    if (element.innerHTML !== html) element.innerHTML = html;
  };
}

function mountProps({ element, instance, memory }: FragmentMount, bff: string): MountProps {
  return {
    domElement: element,
    instance,
    url: currentUrl(),
    props: readProps(element),
    mode: memory ? 'hydrate' : 'render',
    state: memory?.state,
    store,
    serverState: memory?.serverState ?? store.getState(),
    api: createApi(bff),
    nonce: document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '',
    navigate,
    emit: (name, detail) => window.dispatchEvent(new CustomEvent(name, { detail })),
  };
}

function readProps(element: HTMLElement): unknown {
  try {
    return JSON.parse(element.getAttribute('props') ?? '{}');
  } catch {
    return undefined;
  }
}
