/** Limits and fees that screens tell shoppers about. Free of zod, so that browsers may import them. */

/** How many of one product a line may hold. */
export const MAX_QUANTITY = 20;

/** How long after its delivery something can be sent back. */
export const RETURN_DAYS = 30;

/** Shipping: free from 50.00, else 4.90. */
export const FREE_SHIPPING_FROM = 50_00;
export const SHIPPING_FEE = 4_90;
