import { createReducer, type Reducer } from '@reduxjs/toolkit';
import { type CartState, type cartReplaced, initialCart } from '@tessera/contracts/state/cart';
import {
  initialNotifications,
  type NotificationsState,
  type unreadChanged,
} from '@tessera/contracts/state/notifications';
import {
  initialPreferences,
  type PreferencesState,
  type preferencesReplaced,
} from '@tessera/contracts/state/preferences';
import { initialSession, type SessionState, type sessionReplaced } from '@tessera/contracts/state/session';
import type { SharedState } from '@tessera/contracts/state/shared-state';

/** The type of the actions that a creator of the contracts makes: `case('cart/replaced')` can't drift from it. */
type TypeOf<Creator extends (...payload: never[]) => { readonly type: string }> = ReturnType<Creator>['type'];
const type = <Creator extends (...payload: never[]) => { readonly type: string }>(name: TypeOf<Creator>) => name;

const session = createReducer<SessionState>(initialSession, (builder) => {
  builder.addCase(
    type<typeof sessionReplaced>('session/replaced'),
    (_, { payload }: ReturnType<typeof sessionReplaced>) => payload,
  );
});

const cart = createReducer<CartState>(initialCart, (builder) => {
  builder.addCase(
    type<typeof cartReplaced>('cart/replaced'),
    (current, { payload }: ReturnType<typeof cartReplaced>) =>
      // Answers may overtake each other. Version 0 is a new cart, never an old one.
      payload.version !== 0 && payload.version < current.version ? undefined : payload,
  );
});

const notifications = createReducer<NotificationsState>(initialNotifications, (builder) => {
  builder.addCase(
    type<typeof unreadChanged>('notifications/unread-changed'),
    (_, { payload }: ReturnType<typeof unreadChanged>) => payload,
  );
});

const preferences = createReducer<PreferencesState>(initialPreferences, (builder) => {
  builder.addCase(
    type<typeof preferencesReplaced>('preferences/replaced'),
    (_, { payload }: ReturnType<typeof preferencesReplaced>) => payload,
  );
});

export const reducers: { [Slice in keyof SharedState]: Reducer<SharedState[Slice]> } = {
  session,
  cart,
  notifications,
  preferences,
};
