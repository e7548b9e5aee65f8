import type { NotificationPreferences } from '@tessera/contracts/api/notification';

/** Of a shopper who has never chosen. News is opt-in. */
export const defaultPreferences: NotificationPreferences = {
  orderUpdatesByEmail: true,
  orderUpdatesInApp: true,
  newsByEmail: false,
};
