import type { DevSetup } from '@tessera/remote-kit/dev-setup';
import { NAME } from './dev/name.ts';

export const dev: DevSetup<'dashboard'> = {
  fragments: {
    account: { loaded: { props: {} }, other: { props: {}, bff: () => Response.json({ name: 'Grace' }) } },
    'notification-badge': { loaded: { props: {} } },
  },
  bff: () => Response.json({ name: NAME }),
};
