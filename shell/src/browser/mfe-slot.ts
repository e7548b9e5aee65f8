import type { HydrationPolicy } from '@tessera/contracts/remote/fragments';
import { takeSlot } from './page-memory.ts';
import type { MountedFragment } from './runtime.ts';
import { whenPolicy } from './when-policy.ts';

/** After a failure; meanwhile what the server sent works by itself. */
const REST_MS = 2000;

let clientInstances = 0;

/** Next evaluates this module on the server too, where there are no elements. */
const BrowserElement = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * The place of a fragment, whatever framework's template it stands in. Hydrates what the server rendered, renders what
 * it did not, hands on new `props`, and unmounts when it leaves the document.
 */
export class MfeSlot extends BrowserElement {
  static readonly observedAttributes = ['props'];
  #started = false;
  #cancelPolicy = () => {};
  #mounting: Promise<MountedFragment | undefined> | undefined;
  #begin: (() => Promise<MountedFragment | undefined>) | undefined;

  connectedCallback() {
    // In a microtask: Angular sets attributes after it has attached, and every framework moves nodes about.
    queueMicrotask(() => this.#settle());
  }

  disconnectedCallback() {
    queueMicrotask(() => this.#settle());
  }

  attributeChangedCallback() {
    void this.#mounting?.then((mounted) => mounted?.update());
  }

  /** Server's HTML is inside and not alive yet. */
  get dormant(): boolean {
    return this.#begin !== undefined && this.dataset.mounted === undefined;
  }

  /** Starts before the policy says so; resolves when it is alive, or has failed. */
  async wake(): Promise<void> {
    await this.#mount();
  }

  #settle() {
    if (this.isConnected && !this.#started) this.#start();
    else if (!this.isConnected && this.#started) this.#stop();
  }

  #start() {
    this.#started = true;
    const [remote = '', fragment = ''] = (this.getAttribute('name') ?? '').split('/');
    const memory = takeSlot(this.dataset.instance);
    if (memory?.outcome === 'failed') return;
    const hydrate = memory?.outcome === 'rendered' && this.firstChild !== null;
    const instance = this.dataset.instance ?? `c${++clientInstances}`;
    this.#begin = async () => {
      const { mountFragment } = await import('./runtime.ts');
      return mountFragment({ element: this, remote, fragment, instance, memory: hydrate ? memory : undefined });
    };
    const policy = (this.getAttribute('hydrate') ?? 'visible') as HydrationPolicy;
    // Where nothing is, nothing can be interacted with.
    this.#cancelPolicy = whenPolicy(this, policy === 'interaction' && !hydrate ? 'visible' : policy, () => {
      void this.#mount();
    });
  }

  #mount(): Promise<MountedFragment | undefined> {
    if (this.#mounting) return this.#mounting;
    this.#cancelPolicy();
    const attempt = this.#begin?.().catch(() => undefined) ?? Promise.resolve(undefined);
    this.#mounting = attempt;
    void attempt.then((mounted) => {
      if (!mounted && this.#mounting === attempt) this.#rest();
    });
    return attempt;
  }

  /** The next click tries again at once, and later the next approach. */
  #rest() {
    this.#mounting = undefined;
    const timer = setTimeout(() => {
      this.#cancelPolicy = whenPolicy(this, 'interaction', () => void this.#mount());
    }, REST_MS);
    this.#cancelPolicy = () => clearTimeout(timer);
  }

  #stop() {
    this.#started = false;
    this.#cancelPolicy();
    this.#begin = undefined;
    void this.#mounting?.then((mounted) => mounted?.unmount());
    this.#mounting = undefined;
    delete this.dataset.mounted;
  }
}
