import { cardInput, paymentProvider } from '@tessera/contracts/api/payment';
import { money } from '@tessera/contracts/money';
import { address, email, id, idempotencyKey } from '@tessera/contracts/primitives';
import { z } from 'zod';

/** Fields that the form shows again after a fault: all but the card's. */
export const KEPT_FIELDS = [
  'idempotencyKey',
  'email',
  'addressId',
  'paymentMethod',
  ...Object.keys(address.shape).map((field) => `shippingAddress.${field}`),
];

const fields = z.object({
  email,
  shippingAddress: address.optional(),
  /** One of the shopper's saved addresses, in place of a typed one. */
  addressId: id.optional(),
  /** The shop's own form is of the sandbox; with any other the shopper pays at the provider. */
  paymentMethod: z.enum(paymentProvider.options, 'Choose how to pay'),
  card: cardInput.optional(),
  idempotencyKey: idempotencyKey,
  /** What the shopper was shown. */
  expectedTotal: money.extend({ amount: z.coerce.number().pipe(money.shape.amount) }),
});

/** The checkout form as it arrives. Parts that are missing altogether are named field by field. */
export const checkoutForm = z.preprocess((typed) => {
  const {
    addressId,
    shippingAddress,
    card = {},
    paymentMethod = 'sandbox',
    ...rest
  } = { ...(typed as Record<string, unknown>) };
  const saved = typeof addressId === 'string' && addressId !== '';
  return {
    paymentMethod,
    ...(paymentMethod === 'sandbox' && { card }),
    expectedTotal: {},
    ...rest,
    ...(saved ? { addressId } : { shippingAddress: shippingAddress ?? {} }),
  };
}, fields);
export type CheckoutForm = z.output<typeof checkoutForm>;
