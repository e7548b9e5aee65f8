import { z } from 'zod';

/** An amount in minor units (cents) of an ISO 4217 currency: never a float. */
export const money = z.object({
  amount: z.int().min(0).max(1_000_000_000_00),
  currency: z.string().regex(/^[A-Z]{3}$/, 'Use an ISO 4217 code such as EUR'),
});
export type Money = z.infer<typeof money>;
