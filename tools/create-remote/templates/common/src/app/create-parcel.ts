import type { MountProps, Parcel } from '@tessera/contracts/remote/browser-entry';
import type { Fragment } from '../fragment/fragment.ts';
import { type MountedView, ready, type View } from '../fragment/view.ts';
import { mountView } from './mount-view.ts';

/** single-spa lifecycles of one instance: which view is shown when. How it is drawn is the framework's. */
export function createFragmentParcel(fragment: Fragment): Parcel {
  let mounted: MountedView | undefined;
  let asked = '';
  let turn = 0;

  /** Only the answer to the last question counts; until it comes, what is shown stays. */
  async function load(mount: MountProps): Promise<void> {
    const mine = ++turn;
    asked = questionOf(mount);
    const view = await fragment.load(mount).then<View, View>(
      (screen) => ready(mount.props, screen),
      () => ({ status: 'failed', retry: () => again(mount) }),
    );
    if (mine === turn) mounted?.show(view);
  }
  function again(mount: MountProps): void {
    mounted?.show({ status: 'loading' });
    void load(mount);
  }

  return {
    async bootstrap() {},
    async mount(mount) {
      const { mode, props, state, serverState, store } = mount;
      const hydrates = mode === 'hydrate';
      mounted = await mountView(
        fragment.component,
        mount,
        { store, serverState: hydrates ? serverState : store.getState() },
        hydrates ? ready(props, state) : { status: 'loading' },
      );
      if (hydrates) asked = questionOf(mount);
      else void load(mount);
    },
    async update(mount) {
      if (questionOf(mount) !== asked) await load(mount);
    },
    async unmount() {
      turn++;
      mounted?.unmount();
    },
  };
}

const questionOf = ({ url, props }: MountProps) => JSON.stringify([url, props]);
