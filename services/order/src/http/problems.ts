/** HTTP status of each refusal. */
export const PROBLEMS = {
  'invalid-input': 400,
  'order-not-found': 404,
  'return-not-found': 404,
  'product-not-found': 409,
  'out-of-stock': 409,
  'price-changed': 409,
  'request-in-progress': 503,
  'illegal-transition': 409,
  'version-conflict': 409,
  'payment-not-waiting': 409,
  'not-paid': 409,
  'refund-exceeds-payment': 409,
  'not-returnable': 409,
  'return-decided': 409,
  'idempotency-key-reused': 422,
  'too-many-streams': 503,
} as const;
