import { z } from 'zod';

/** A field that is missing, or sent twice, is one that was left empty: the schema's own message says what to enter. */
export const typed = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (typeof value === 'string' ? value : ''), schema);

/** Browsers send `on` for a ticked box and nothing for an empty one. */
export const ticked = z.preprocess((value) => value === 'on' || value === true, z.boolean());
