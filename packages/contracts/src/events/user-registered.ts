import { z } from 'zod';
import { email, id } from '../primitives.ts';
import { defineEvent } from './event.ts';

/** An account was opened. */
export const userRegistered = defineEvent({
  type: 'user.registered',
  version: 1,
  data: z.object({ userId: id, email, name: z.string() }),
});
