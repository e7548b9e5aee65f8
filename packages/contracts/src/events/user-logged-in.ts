import { z } from 'zod';
import { id } from '../primitives.ts';
import { defineEvent } from './event.ts';

/** A customer signed in. */
export const userLoggedIn = defineEvent({
  type: 'user.logged-in',
  version: 1,
  data: z.object({ userId: id }),
});
