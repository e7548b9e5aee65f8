import '@tessera/design/index.css';
import './dev-client.css';
import { createInstance } from '@module-federation/runtime';
import * as runtimeCore from '@module-federation/runtime-core';
import type { BrowserEntry, MountProps, Parcel } from '@tessera/contracts/remote/browser-entry';
import { checkAction } from '@tessera/store/check-action';
import { createStore } from '@tessera/store/create-store';
import { followChanges } from './dev-follow-changes.ts';
import type { DevPage } from './dev-setup.ts';

/** Stands in for the shell's browser side; `window.devShell` is for tests and the curious. */
const page: DevPage = JSON.parse(document.getElementById('dev-page')?.textContent ?? '');
const store = createStore(page.state, { check: checkAction });
const mounted: Record<string, { parcel: Parcel; props: MountProps }> = {};
const emitted: { name: string; detail: unknown }[] = [];

Object.assign(globalThis, { _FEDERATION_RUNTIME_CORE: runtimeCore, devShell: { store, mounted, emitted } });
// The gallery tells its frames.
if (window.parent === window) followChanges([window]);

customElements.define(
  'mfe-slot',
  class extends HTMLElement {
    connectedCallback() {
      if (this.hasAttribute('data-instance') || this.firstChild) return;
      const box = document.createElement('div');
      box.className = 'dev-slot';
      box.textContent = this.getAttribute('name');
      this.append(box);
    }
  },
);

const shell = createInstance({ name: 'dev_shell', remotes: [{ name: page.remote, entry: page.entry }] });
const remote = await shell.loadRemote<BrowserEntry>(`${page.remote}/browser`);
await Promise.all(page.instances.map((each) => mount(each).catch((error) => fallBack(each.instance, error))));

async function mount({ fragment, instance, props, state }: DevPage['instances'][number]) {
  const domElement = document.querySelector<HTMLElement>(`mfe-slot[data-instance="${instance}"]`);
  if (!domElement || !remote) throw new Error(`Nothing to mount ${fragment} with`);
  const mode = domElement.firstChild ? 'hydrate' : 'render';
  const mountProps: MountProps = {
    domElement,
    instance,
    url: page.url,
    props,
    mode,
    state,
    store,
    serverState: page.state,
    // Without asking: a frame that waits takes none of the browser's few connections.
    api: (path, init) => (page.server === 'waits' ? new Promise(() => {}) : fetch(page.bff + path, init)),
    nonce: 'dev-nonce',
    navigate: (url) => location.assign(url),
    emit: (name, detail) => {
      emitted.push({ name, detail });
      window.dispatchEvent(new CustomEvent(name, { detail }));
    },
  };
  const parcel = await remote.createParcel(fragment);
  await parcel.bootstrap(mountProps);
  const mounting = parcel.mount(mountProps);
  if (page.server !== 'waits') await mounting;
  mounted[instance] = { parcel, props: mountProps };
  domElement.dataset.mounted = mode === 'hydrate' ? 'hydrated' : 'rendered';
}

/** As the shell's fallback, but it tells why. */
function fallBack(instance: string, error: unknown) {
  const box = document.createElement('div');
  box.className = 'dev-slot';
  box.textContent = `The shell’s fallback stands here: ${error instanceof Error ? error.message : error}`;
  const slot = document.querySelector<HTMLElement>(`mfe-slot[data-instance="${instance}"]`);
  slot?.replaceChildren(box);
  if (slot) slot.dataset.mounted = 'failed';
  if (page.server !== 'fails') reportError(error);
}
