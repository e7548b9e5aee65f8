import type { CartState } from './cart.ts';
import type { NotificationsState } from './notifications.ts';
import type { PreferencesState } from './preferences.ts';
import type { SessionState } from './session.ts';
import type { TeamAction } from './team-action.ts';

/** Raised when state or actions change in a way that releases built before cannot live with. */
export const STATE_VERSION = 1;

/** What all teams share. One store a request on the server, one a page in the browser. */
export interface SharedState {
  readonly session: SessionState;
  readonly cart: CartState;
  readonly notifications: NotificationsState;
  readonly preferences: PreferencesState;
}

/** The store as a remote sees it, on the server (where nothing changes) and in the browser. */
export interface SharedStore {
  getState(): SharedState;
  dispatch(action: TeamAction): unknown;
  subscribe(listener: () => void): () => void;
}
