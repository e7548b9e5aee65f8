import type { WelcomeScreen } from '@tessera/contracts/bff/__remote__';
import { initialCart } from '@tessera/contracts/state/cart';
import type { DevSetup } from '@tessera/remote-kit/dev-setup';

const props = { title: '__Remote__' };
const picks: WelcomeScreen['picks'] = [
  { slug: 'desk-cactus', name: 'Desk Cactus', tagline: 'Thrives on being forgotten' },
  { slug: 'cast-iron-pan', name: 'Cast-Iron Pan', tagline: 'Gets better with every egg' },
  { slug: 'fanfare-trumpet', name: 'Fanfare Trumpet', tagline: 'Bright in the hall, gentle at home' },
];
const answer = (screen: WelcomeScreen) => () => Response.json(screen);

/** The remote alone: every state of its fragment, and a page with two of them. */
export const dev: DevSetup<'__remote__'> = {
  fragments: {
    welcome: {
      picks: { props },
      empty: { props, bff: answer({ picks: [] }) },
      loading: { props, server: 'waits' },
      error: { props, bff: () => new Response(null, { status: 503 }), server: 'fails' },
    },
  },
  pages: {
    links: ['/__remote__'],
    places: ({ pathname }) =>
      pathname === '/__remote__'
        ? ['__Remote__', 'Once more'].map((title) => ({ fragment: 'welcome', props: { title } }))
        : [],
  },
  bff: answer({ picks }),
  state: { cart: { ...initialCart, version: 1, count: 2 } },
};
