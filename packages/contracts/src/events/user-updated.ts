import { z } from 'zod';
import { email, id } from '../primitives.ts';
import { defineEvent } from './event.ts';

/** Name or e-mail changed; carries the values of now. */
export const userUpdated = defineEvent({
  type: 'user.updated',
  version: 1,
  data: z.object({ userId: id, email, name: z.string() }),
});
