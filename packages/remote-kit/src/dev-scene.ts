import type { DevBff, DevPlace, DevSetup, DevState, ServerOutcome } from './dev-setup.ts';

/** What stands on one address of the stand-in shell: one fragment in one state, or a whole page. */
export interface DevScene {
  readonly places: readonly DevPlace[];
  /** Path and query that the fragments are told. */
  readonly url: string;
  readonly state: DevState['state'];
  readonly bff: DevBff;
  readonly server: ServerOutcome;
}

/** `/states/<fragment>/<state>` */
export const statePath = (fragment: string, state: string) =>
  `/states/${encodeURIComponent(fragment)}/${encodeURIComponent(state)}`;

/** `realBff` stands in for the setup's own, but not for that of a state: a failure stays one. */
export function sceneAt(setup: DevSetup, url: URL, realBff?: DevBff): DevScene {
  const bff = realBff ?? setup.bff;
  const [, room, fragment = '', name = ''] = url.pathname.split('/').map(decodeURIComponent);
  if (room !== 'states') {
    const places = setup.pages?.places(url) ?? [];
    return { places, url: url.pathname + url.search, state: setup.state, bff, server: 'html' };
  }
  const state = setup.fragments[fragment]?.[name];
  return {
    places: state ? [{ fragment, props: state.props }] : [],
    url: state?.url ?? '/',
    state: { ...setup.state, ...state?.state },
    bff: state?.bff ?? bff,
    server: state?.server ?? 'html',
  };
}
