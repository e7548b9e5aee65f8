import type { DevSetup, DevState } from '@tessera/remote-kit/dev-setup';
import { account, address, longTexts } from './dev/fixtures.ts';
import { createStandInBff, type Scene } from './dev/stand-in-bff.ts';

const bff = createStandInBff();
const place = (fragment: string) => ({ fragment, props: {} });

/** A state with a stand-in BFF of its own, so that what is done in one is not seen in the others. */
function scene(
  start: Scene = {},
  more: Partial<DevState<Record<string, never>>> = {},
): DevState<Record<string, never>> {
  const own = createStandInBff(start);
  return { props: {}, url: '/account', bff: own.respond, state: sharedState(own), ...more };
}
const sharedState = (of: typeof bff) => ({
  session: { user: of.isGuest() ? null : of.account().profile },
  notifications: { unread: of.account().notifications?.unread ?? 0 },
});

const typed = { id: address(2, false).id, line1: '', city: 'Cork' };
const refused = {
  name: 'address',
  values: typed,
  message: 'Check the marked fields and try again.',
  errors: [{ path: 'line1', message: 'Enter a street and number' }],
} as const;

export const dev: DevSetup<'dashboard'> = {
  fragments: {
    'notification-badge': {
      unread: scene(),
      'none-unread': scene({ account: { notifications: { items: [], unread: 0 } } }),
      'more-than-99': scene({ account: longTexts() }),
      guest: scene({ guest: true }, { server: 'nothing' }),
    },
    account: {
      loaded: scene(),
      saved: scene({}, { url: '/account?saved=profile' }),
      empty: scene({ account: { addresses: [], notifications: { items: [], unread: 0 } } }),
      'long-texts': scene({ account: longTexts() }),
      // As it was right after the form was sent, however often it is looked at.
      refused: scene(
        {},
        { bff: (request) => createStandInBff({ account: { ...account(), form: refused } }).respond(request) },
      ),
      'parts-down': scene({ account: { addresses: null, preferences: null, notifications: null } }),
      error: scene({ down: true }),
      guest: scene({ guest: true }, { server: 'redirect' }),
      loading: { props: {}, server: 'waits' },
    },
  },
  pages: {
    links: ['/account', '/bells'],
    places: ({ pathname }) => {
      if (pathname === '/account') return [place('notification-badge'), place('account')];
      return pathname === '/bells' ? [place('notification-badge'), place('notification-badge')] : [];
    },
  },
  bff: bff.respond,
  get state() {
    return sharedState(bff);
  },
};
