import type { SharedAction } from './shared-action.ts';

/** `user` is null for a guest. No token is ever here. */
export interface SessionState {
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly roles: readonly string[];
  } | null;
}
export const initialSession: SessionState = { user: null };
/** The shopper signed in or out, or changed name or e-mail. */
export const sessionReplaced = (payload: SessionState): SharedAction<'session/replaced', SessionState> => ({
  type: 'session/replaced',
  payload,
});
