import { SharedContext } from '@tessera/remote-kit/react-store';
import type { SharedSource } from '@tessera/remote-kit/store-binding';
import type { FragmentComponent } from '../fragment/fragment-component.ts';
import type { View } from '../fragment/view.ts';

interface FragmentRootProps {
  readonly component: FragmentComponent;
  readonly source: SharedSource;
  readonly view: View;
}

/** The tree that server and browser both render; it must be the same on both sides. */
export function FragmentRoot({ component: Shown, source, view }: FragmentRootProps) {
  return (
    <SharedContext value={source}>
      {view.status === 'ready' && <Shown {...view.props} screen={view.screen} />}
      {view.status === 'failed' && <Failed retry={view.retry} />}
      {view.status === 'loading' && <Loading />}
    </SharedContext>
  );
}

const Loading = () => (
  <div className="__remote__-loading t-skeleton" role="status">
    <span className="t-visually-hidden">Loading…</span>
  </div>
);

const Failed = ({ retry }: { retry: () => void }) => (
  <div className="t-notice t-notice--danger" role="alert">
    <p>This part of the page can’t be shown right now.</p>
    <p>
      <button className="t-button t-button--quiet t-button--small" type="button" onClick={retry}>
        Try again
      </button>
    </p>
  </div>
);
