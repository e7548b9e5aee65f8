import type { Order } from '@tessera/contracts/api/order';
import type { ProductSummary } from '@tessera/contracts/api/product';
import { COUNTRIES } from '@tessera/contracts/countries';
import { FREE_SHIPPING_FROM, SHIPPING_FEE } from '@tessera/contracts/limits';
import type { Money } from '@tessera/contracts/money';
import type { Address } from '@tessera/contracts/primitives';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { OwnedOrder } from './order.ts';

/** What the shopper asks for. */
export interface OrderRequest {
  readonly email: string;
  readonly shippingAddress: Address;
  readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
  readonly expectedTotal: Money;
}
export interface Owner {
  readonly userId: string | null;
  readonly guestId: string | null;
}

/** The scope of an Idempotency-Key. */
export const callerOf = ({ userId, guestId }: Owner): string => (userId ? `user:${userId}` : `guest:${guestId}`);

/** Rules that the shape of a request can't express. */
export function assertOrderable({ lines, shippingAddress }: OrderRequest): void {
  const errors = lines.flatMap(({ productId }, at) =>
    lines.findIndex((line) => line.productId === productId) < at
      ? [{ path: `lines.${at}.productId`, message: 'This product is listed twice' }]
      : [],
  );
  if (!Object.hasOwn(COUNTRIES, shippingAddress.country)) {
    errors.push({ path: 'shippingAddress.country', message: `We deliver to ${Object.values(COUNTRIES).join(', ')}` });
  }
  if (errors.length > 0) throw new DomainError('invalid-input', errors[0]?.message ?? '', { errors });
}

/** Prices the lines with today's `products`; shipping is free from 50.00. */
export function priceOrder(
  lines: OrderRequest['lines'],
  products: readonly ProductSummary[],
): Pick<Order, 'lines' | 'subtotal' | 'shipping' | 'total'> {
  const priced = lines.map(({ productId, quantity }) => {
    const product = products.find(({ id }) => id === productId);
    if (!product) throw new DomainError('product-not-found', 'A product in the order is no longer on sale.');
    const { slug, name, image, price } = product;
    return { productId, slug, name, image, quantity, unitPrice: price };
  });
  const currency = priced[0]?.unitPrice.currency ?? 'EUR';
  if (priced.some(({ unitPrice }) => unitPrice.currency !== currency)) {
    throw new Error('Products of different currencies in one order');
  }
  const subtotal = priced.reduce((sum, { unitPrice, quantity }) => sum + unitPrice.amount * quantity, 0);
  const shipping = subtotal >= FREE_SHIPPING_FROM ? 0 : SHIPPING_FEE;
  const money = (amount: number): Money => ({ amount, currency });
  return { lines: priced, subtotal: money(subtotal), shipping: money(shipping), total: money(subtotal + shipping) };
}

/** A new order, waiting for its payment. */
export function place(
  request: OrderRequest,
  priced: ReturnType<typeof priceOrder>,
  owner: Owner,
  identity: { readonly id: string; readonly number: string; readonly now: Date },
): OwnedOrder {
  const at = identity.now.toISOString();
  const order: Order = {
    id: identity.id,
    number: identity.number,
    status: 'pending-payment',
    ...priced,
    email: request.email,
    shippingAddress: request.shippingAddress,
    history: [{ status: 'pending-payment', at }],
    returns: [],
    refunds: [],
    placedAt: at,
    version: 1,
  };
  return { order, ...owner, payment: { status: 'processing' } };
}
