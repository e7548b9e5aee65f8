import type { IncomingMessage } from 'node:http';
import type { PageSlot } from '../page.ts';
import type { PageLayout } from '../page-table.ts';
import type { CookieJar } from './cookie-jar.ts';

/** How long the gateway may show one render to all strangers: a price on it is never older. Its header is nginx's own. */
export const SHARED_SECONDS = '2';

interface Composed {
  readonly layout: PageLayout;
  readonly partial: boolean;
  readonly status: number;
  readonly req: IncomingMessage;
  readonly cookies: CookieJar;
  readonly context: { readonly missing?: true };
  readonly filled: readonly { readonly slots: Readonly<Record<string, PageSlot>> }[];
}

/** Nothing of it is about who asked, nobody is told to remember anything, and nothing on it is a makeshift. */
export const isForEveryStranger = ({ layout, partial, status, req, cookies, context, filled }: Composed): boolean =>
  layout.shared === true &&
  !partial &&
  status === 200 &&
  !req.headers.cookie &&
  cookies.setLines.length === 0 &&
  !context.missing &&
  filled.every(({ slots }) => Object.values(slots).every(({ outcome }) => outcome === 'rendered'));
