import { z } from 'zod';
import { id } from '../primitives.ts';
import { defineEvent } from './event.ts';

/** A shopper was told; cause is the event that made us. */
export const notificationSent = defineEvent({
  type: 'notification.sent',
  version: 1,
  data: z.object({ notificationId: id, userId: id.nullable(), channel: z.enum(['email', 'in-app']), cause: id }),
});
