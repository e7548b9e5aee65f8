import type { Notification, NotificationPreferences } from '../api/notification.ts';
import type { SavedAddress, User } from '../api/user.ts';
import type { FormState } from './form.ts';

/** `GET /screens/account`; 401 for a guest. A part that is down is null and says so on the page. */
export interface AccountScreen {
  readonly profile: User;
  readonly addresses: readonly SavedAddress[] | null;
  readonly preferences: NotificationPreferences | null;
  readonly notifications: { readonly items: readonly Notification[]; readonly unread: number } | null;
  readonly form: (FormState & { readonly name: 'profile' | 'address' | 'preferences' }) | null;
}

/** `GET /notifications`; also what a page reads again after its stream was interrupted. */
export type NotificationsPart = NonNullable<AccountScreen['notifications']>;
/** JSON answer of `POST /profile`. */
export interface ProfileChanged {
  readonly profile: User;
}
/** JSON answer of `POST /addresses`, `POST /addresses/:id`, `POST /addresses/:id/delete`. */
export interface AddressesChanged {
  readonly addresses: AccountScreen['addresses'];
}
/** JSON answer of `POST /preferences`. */
export interface PreferencesChanged {
  readonly preferences: NotificationPreferences;
}
/** JSON answer of `POST /notifications/read`; `id` is absent when all were marked. */
export interface NotificationsRead {
  readonly id?: string;
  readonly unread: number;
}
