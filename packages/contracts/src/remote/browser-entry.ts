import type { SharedStore } from '../state/shared-state.ts';
import type { ApiFetch } from './api-fetch.ts';
import type { BrowserEvents } from './browser-events.ts';

/** What the shell hands to each mounted instance, beside single-spa's own props. */
export interface MountProps<Props = unknown> {
  /** The `<mfe-slot>`; the fragment owns its children. */
  readonly domElement: HTMLElement;
  readonly instance: string;
  readonly url: string;
  readonly props: Props;
  /** `hydrate`: the server's HTML is inside `domElement`; adopt its nodes. `render`: it is empty. */
  readonly mode: 'hydrate' | 'render';
  /** In mode `hydrate`, the very state of the server's RenderResult. */
  readonly state?: unknown;
  /**
   * The live store. In mode `hydrate` render first with `serverState` (what the server saw), then follow the store.
   */
  readonly store: SharedStore;
  readonly serverState: ReturnType<SharedStore['getState']>;
  readonly api: ApiFetch;
  readonly nonce: string;
  navigate(url: string): void;
  emit<Name extends keyof BrowserEvents>(name: Name, detail: BrowserEvents[Name]): void;
}

/** single-spa parcel lifecycles. All state lives in the closure of `createParcel`. */
export interface Parcel {
  bootstrap(props: MountProps): Promise<void>;
  mount(props: MountProps): Promise<void>;
  /** New `props` from the place that the slot stands in. */
  update(props: MountProps): Promise<void>;
  unmount(props: MountProps): Promise<void>;
}

/** The module that a remote exposes as `./browser`. Loads the fragment's own chunk only. */
export interface BrowserEntry {
  createParcel(fragment: string): Promise<Parcel>;
}
