import { initialCart } from '@tessera/contracts/state/cart';
import { initialNotifications } from '@tessera/contracts/state/notifications';
import { initialPreferences } from '@tessera/contracts/state/preferences';
import { initialSession } from '@tessera/contracts/state/session';
import type { SharedState } from '@tessera/contracts/state/shared-state';

/** A guest's with an empty cart, but for what is said. */
export const standInState = (...changes: (Partial<SharedState> | undefined)[]): SharedState =>
  Object.assign(
    {
      session: initialSession,
      cart: initialCart,
      notifications: initialNotifications,
      preferences: initialPreferences,
    },
    ...changes,
  );
