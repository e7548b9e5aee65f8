import type { SharedAction } from './shared-action.ts';

export interface NotificationsState {
  readonly unread: number;
}
export const initialNotifications: NotificationsState = { unread: 0 };
export const unreadChanged = (
  payload: NotificationsState,
): SharedAction<'notifications/unread-changed', NotificationsState> => ({
  type: 'notifications/unread-changed',
  payload,
});
