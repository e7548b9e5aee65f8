import type { MountProps, Parcel } from '@tessera/contracts/remote/browser-entry';
import { type App, shallowReactive } from 'vue';
import type { Fragment } from '../fragment/fragment.ts';
import { createFragmentApp } from './create-fragment-app.ts';
import type { FragmentView } from './fragment-view.ts';

/** single-spa lifecycles of one instance. */
export function createFragmentParcel(fragment: Fragment): Parcel {
  const view: FragmentView = shallowReactive({ screen: undefined, retry: null });
  let app: App | undefined;
  let shown = '';
  let latest = 0;

  async function load(props: MountProps) {
    const turn = ++latest;
    shown = JSON.stringify([props.url, props.props]);
    view.retry = null;
    try {
      const screen = await fragment.load(props);
      if (turn === latest) view.screen = screen;
    } catch {
      if (turn !== latest) return;
      view.screen = undefined;
      view.retry = () => void load(props);
    }
  }

  return {
    bootstrap: async () => {},
    async mount(props) {
      const { domElement, instance, store, serverState, mode, state } = props;
      if (mode === 'hydrate') {
        view.screen = state;
        shown = JSON.stringify([props.url, props.props]);
      } else {
        void load(props);
      }
      const source = mode === 'hydrate' ? { serverState, store } : { serverState: store.getState(), store };
      app = createFragmentApp({ fragment, view, instance, source, shell: props, mode });
      app.mount(domElement);
    },
    async update(props) {
      if (JSON.stringify([props.url, props.props]) !== shown) await load(props);
    },
    async unmount() {
      latest++;
      app?.unmount();
    },
  };
}
