/** How long stock is held for an order that is not paid yet. */
export const RESERVATION_MS = 30 * 60_000;
