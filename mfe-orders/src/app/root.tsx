import { SharedContext } from '@tessera/remote-kit/solid-store';
import type { SharedSource } from '@tessera/remote-kit/store-binding';
import type { JSX } from 'solid-js';
import { type Environment, EnvironmentProvider } from '../fragment/environment.tsx';
import type { Fragment } from '../fragment/fragment.ts';

/** The tree that server and browser both render; it must be the same on both sides. */
export function Root(root: {
  environment: Environment;
  shared: SharedSource;
  view: Fragment['View'];
  props: unknown;
  data: unknown;
}): JSX.Element {
  const View = root.view;
  return (
    <SharedContext.Provider value={root.shared}>
      <EnvironmentProvider value={root.environment}>
        <View props={root.props} data={root.data} />
      </EnvironmentProvider>
    </SharedContext.Provider>
  );
}
