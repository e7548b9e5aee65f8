import { SharedContext } from '@tessera/remote-kit/solid-store';
import type { SharedSource } from '@tessera/remote-kit/store-binding';
import { type Accessor, Match, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { FragmentComponent } from '../fragment/fragment-component.ts';
import type { View } from '../fragment/view.ts';

/** The tree that server and browser both render; it must be the same on both sides. */
export function fragmentRoot(component: FragmentComponent, source: SharedSource, view: Accessor<View>) {
  const shown = <Status extends View['status']>(status: Status) => {
    const current = view();
    return current.status === status && (current as Extract<View, { status: Status }>);
  };
  return (
    <SharedContext.Provider value={source}>
      <Switch fallback={<Loading />}>
        <Match when={shown('ready')}>
          {(ready) => <Dynamic component={component} {...ready().props} screen={ready().screen} />}
        </Match>
        <Match when={shown('failed')}>{(failed) => <Failed retry={failed().retry} />}</Match>
      </Switch>
    </SharedContext.Provider>
  );
}

const Loading = () => (
  <div class="__remote__-loading t-skeleton" role="status">
    <span class="t-visually-hidden">Loading…</span>
  </div>
);

const Failed = (props: { retry: () => void }) => (
  <div class="t-notice t-notice--danger" role="alert">
    <p>This part of the page can’t be shown right now.</p>
    <p>
      <button class="t-button t-button--quiet t-button--small" type="button" onClick={() => props.retry()}>
        Try again
      </button>
    </p>
  </div>
);
