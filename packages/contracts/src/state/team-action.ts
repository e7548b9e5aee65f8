import type { cartReplaced } from './cart.ts';
import type { unreadChanged } from './notifications.ts';
import type { preferencesReplaced } from './preferences.ts';
import type { sessionReplaced } from './session.ts';

/** Every action that crosses teams: a remote dispatches these and nothing else. */
export type TeamAction = ReturnType<
  typeof sessionReplaced | typeof cartReplaced | typeof unreadChanged | typeof preferencesReplaced
>;
