import { z } from 'zod';
import { defineApi } from '../endpoint.ts';
import { id, timestamp } from '../primitives.ts';

export const notificationPreferences = z.object({
  /** Order confirmations are always sent: they are part of the contract with the shopper. */
  orderUpdatesByEmail: z.boolean(),
  orderUpdatesInApp: z.boolean(),
  newsByEmail: z.boolean(),
});
export type NotificationPreferences = z.infer<typeof notificationPreferences>;
export const notification = z.object({
  id,
  title: z.string(),
  body: z.string(),
  /** A path of the shop. */ href: z.string().optional(),
  read: z.boolean(),
  at: timestamp,
});
export type Notification = z.infer<typeof notification>;

export const notificationApi = defineApi({
  getPreferences: {
    method: 'GET',
    path: '/preferences',
    access: 'customer',
    summary: "The caller's preferences",
    response: notificationPreferences,
  },
  setPreferences: {
    method: 'PUT',
    path: '/preferences',
    access: 'customer',
    summary: 'Replace the preferences',
    body: notificationPreferences,
    response: notificationPreferences,
  },
  listNotifications: {
    method: 'GET',
    path: '/notifications',
    access: 'customer',
    summary: 'Newest first; the feed keeps the last 100',
    query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
    response: z.object({ items: z.array(notification), unread: z.int() }),
  },
  markRead: {
    method: 'POST',
    path: '/notifications/read',
    access: 'customer',
    summary: 'Mark one (`id`) or all as read',
    body: z.object({ id: id.optional() }),
    response: z.object({ unread: z.int() }),
    problems: { 404: ['notification-not-found'] },
  },
  stream: {
    method: 'GET',
    path: '/stream',
    access: 'customer',
    summary:
      'Server-sent events: `notification` with the notification and `unread`; `unread` at once and at each change',
  },
});
