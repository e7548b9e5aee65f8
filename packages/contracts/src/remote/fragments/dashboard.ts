import { z } from 'zod';

/** What the dashboard remote offers: props by fragment. */
export const dashboard = {
  account: z.object({}),
  'notification-badge': z.object({}),
};
