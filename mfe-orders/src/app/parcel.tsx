import type { MountProps, Parcel } from '@tessera/contracts/remote/browser-entry';
import { type Accessor, createSignal, type JSX, type Signal, sharedConfig } from 'solid-js';
import { hydrate, render } from 'solid-js/web';
import type { Environment } from '../fragment/environment.tsx';
import type { Fragment } from '../fragment/fragment.ts';
import { Loading } from '../ui/loading.tsx';
import { findFragment } from './fragments.ts';
import { Root } from './root.tsx';

export async function createParcel(name: string): Promise<Parcel> {
  const fragment = await findFragment(name);
  let dispose = () => {};
  let view: Signal<{ props: unknown; data: unknown }> | undefined;

  return {
    async bootstrap() {},
    async mount(mount) {
      const hydrating = mount.mode === 'hydrate';
      const loaded = hydrating ? { data: mount.state } : await loadVisibly(fragment, mount);
      if (!loaded) return;
      const current = createSignal({ props: mount.props, data: loaded.data });
      view = current;
      const tree = () => renderRoot(mount, fragment, current[0]);
      dispose = hydrating ? adopt(tree, mount) : render(tree, mount.domElement);
    },
    async update(mount) {
      const loaded = await load(fragment, mount);
      if (loaded) view?.[1]({ props: mount.props, data: loaded.data });
    },
    async unmount({ domElement }) {
      dispose();
      domElement.textContent = '';
    },
  };
}

/** A plain function: one component more than on the server, and hydration would find nothing to adopt. */
function renderRoot(mount: MountProps, fragment: Fragment, view: Accessor<{ props: unknown; data: unknown }>) {
  const { instance, url, api, store, navigate, emit, mode, serverState } = mount;
  const shared = { store, serverState: mode === 'hydrate' ? serverState : store.getState() };
  const environment: Environment = {
    instance,
    url,
    api,
    dispatch: (action) => store.dispatch(action),
    navigate,
    emit,
  };
  return (
    <Root environment={environment} shared={shared} view={fragment.View} props={view().props} data={view().data} />
  );
}

/** Takes over the server's nodes. Solid keeps its hydration state for one tree a page; here there are many. */
function adopt(tree: () => JSX.Element, { domElement, instance }: MountProps) {
  Object.assign(window, {
    _$HY: { events: [], completed: new WeakSet(), r: {}, fe() {}, done: false },
  });
  sharedConfig.done = false;
  return hydrate(tree, domElement, { renderId: `${instance}_` });
}

/** There is nothing yet to look at: says so while it takes long. */
async function loadVisibly(fragment: Fragment, mount: MountProps) {
  const stop = render(() => <Loading />, mount.domElement);
  try {
    return await load(fragment, mount);
  } finally {
    stop();
  }
}

/** Null when the fragment sends the shopper elsewhere. */
async function load(fragment: Fragment, { api, props, url, store, navigate }: MountProps) {
  const { data, page } = await fragment.load({ api, props, url, state: store.getState() });
  if (page?.redirect) {
    navigate(page.redirect);
    return null;
  }
  return { data };
}
