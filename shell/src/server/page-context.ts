import type { PageContext } from '@tessera/contracts/bff/shell';
import { initialCart } from '@tessera/contracts/state/cart';
import { initialNotifications } from '@tessera/contracts/state/notifications';
import { initialPreferences } from '@tessera/contracts/state/preferences';
import { initialSession } from '@tessera/contracts/state/session';
import type { SharedState } from '@tessera/contracts/state/shared-state';
import { bffFetch, type Caller } from './bff-fetch.ts';
import { logWarning } from './log.ts';

/** What a page starts from when the shell's BFF is down: a guest with an empty cart. */
const INITIAL: PageContext = {
  state: {
    session: initialSession,
    cart: initialCart,
    notifications: initialNotifications,
    preferences: initialPreferences,
  },
  form: null,
};

/** `missing`: the BFF could not be asked, and this is where a stranger starts. */
export async function readPageContext(
  bff: string,
  caller: Caller,
  form: string | undefined,
): Promise<PageContext & { readonly missing?: true }> {
  try {
    const api = bffFetch(bff, caller, AbortSignal.timeout(1500));
    const response = await api(form ? `/page-context?form=${encodeURIComponent(form)}` : '/page-context');
    if (!response.ok) throw new Error(`The shell's BFF answered ${response.status}`);
    const context: PageContext | null = await response.json();
    const missing = Object.keys(INITIAL.state).filter((slice) => !context?.state?.[slice as keyof SharedState]);
    if (!context || missing.length > 0) throw new Error(`The shell's BFF did not say: ${missing.join(', ')}`);
    return context;
  } catch (error) {
    logWarning('The page starts without its context', { error });
    return { ...INITIAL, missing: true };
  }
}
