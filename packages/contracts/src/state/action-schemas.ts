import { z } from 'zod';
import type { CartState } from './cart.ts';
import type { NotificationsState } from './notifications.ts';
import type { PreferencesState } from './preferences.ts';
import type { SessionState } from './session.ts';
import type { TeamAction } from './team-action.ts';

const money = z.strictObject({ amount: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) });
const count = z.int().min(0);

const session: z.ZodType<SessionState> = z.strictObject({
  user: z.strictObject({ id: z.string(), name: z.string(), email: z.string(), roles: z.array(z.string()) }).nullable(),
});
const cart: z.ZodType<CartState> = z.strictObject({
  version: count,
  count,
  lines: z.array(z.strictObject({ productId: z.string(), quantity: count })),
  subtotal: money.nullable(),
});
const notifications: z.ZodType<NotificationsState> = z.strictObject({ unread: count });
const preferences: z.ZodType<PreferencesState> = z.strictObject({
  locale: z.string().min(2),
  currency: z.string().regex(/^[A-Z]{3}$/),
  theme: z.enum(['system', 'light', 'dark']),
});

/**
 * Payloads of the shared actions as `STATE_VERSION` has them, for checks in development: each is its whole slice.
 * Apart from the actions themselves, because those are in every page and zod is not.
 */
export const actionSchemas: { readonly [Action in TeamAction as Action['type']]: z.ZodType<Action['payload']> } = {
  'session/replaced': session,
  'cart/replaced': cart,
  'notifications/unread-changed': notifications,
  'preferences/replaced': preferences,
};
