import { z } from 'zod';

/** What the __remote__ remote offers: props by fragment. */
export const __remoteId__ = {
  welcome: z.object({ title: z.string() }),
};
