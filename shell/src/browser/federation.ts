import { createInstance } from '@module-federation/runtime';
import * as runtimeCore from '@module-federation/runtime/core';
import type { BrowserEntry, Parcel } from '@tessera/contracts/remote/browser-entry';
import type { PageRemote } from '../page.ts';

// Remotes are built without a runtime of their own (`externalRuntime`) and take this one.
Object.assign(globalThis, { _FEDERATION_RUNTIME_CORE: runtimeCore });

const known = new Map<string, PageRemote>();

const federation = createInstance({
  name: 'shell',
  remotes: [],
  plugins: [
    {
      name: 'integrity',
      createScript({ url, remoteInfo }) {
        const integrity = remoteInfo && known.get(remoteInfo.name)?.integrity;
        if (!integrity) return undefined;
        const script = document.createElement('script');
        Object.assign(script, { src: url, integrity, crossOrigin: 'anonymous', async: true });
        return { script, timeout: 20_000 };
      },
    },
  ],
});

/** Loads a fragment's lifecycles from the page's release of its remote. */
export async function loadParcel(name: string, remote: PageRemote, fragment: string): Promise<Parcel> {
  if (!known.has(name)) {
    known.set(name, remote);
    federation.registerRemotes([{ name, entry: remote.entry }]);
  }
  const entry = await federation.loadRemote<BrowserEntry>(`${name}/browser`);
  const parcel = await entry?.createParcel(fragment);
  if (typeof parcel?.mount !== 'function') throw new Error(`${name} has no fragment ${fragment}`);
  return parcel;
}
