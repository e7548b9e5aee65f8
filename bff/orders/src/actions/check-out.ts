import type { Cart } from '@tessera/contracts/api/cart';
import type { CheckoutDone } from '@tessera/contracts/bff/orders';
import type { Address } from '@tessera/contracts/primitives';
import { settle } from '@tessera/service-kit/bff/screen';
import type { Session } from '@tessera/service-kit/bff/session';
import { HttpProblem } from '@tessera/service-kit/http-problem';
import { UpstreamError } from '@tessera/service-kit/upstream-error';
import { findPlaced, type Placed } from '../find-placed.ts';
import { cartOf, cartState, isShopper } from '../screens/cart-of.ts';
import type { Services } from '../services.ts';
import type { CheckoutForm } from './checkout-form.ts';

/** Places the order of what is in the cart, and takes it out of the cart once it is paid or about to be. */
export async function checkOut(services: Services, session: Session, form: CheckoutForm): Promise<CheckoutDone> {
  // Who has a checkout open and no session signed out in another tab, or lost the cookie.
  if (session.expired || !isShopper(session)) {
    throw new HttpProblem(401, 'session-expired', 'Your session has ended. Sign in again: your cart has been kept.');
  }
  const cart = await cartOf(services, session);
  // Looked up after the cart was read: a cart that is empty because of this very order is explained by it.
  const placed =
    (await findPlaced(services, session, form.idempotencyKey)) ?? (await place(services, session, form, cart));
  return conclude(services, session, placed, { cart, redirects: !form.card });
}

async function place(services: Services, session: Session, form: CheckoutForm, cart: Cart): Promise<Placed> {
  if (cart.lines.length === 0) throw new HttpProblem(409, 'cart-empty', 'Your cart is empty.');
  const [shippingAddress, paymentMethod] = await Promise.all([
    form.shippingAddress ?? savedAddress(services, session, form.addressId),
    form.card ? tokenOf(services, form.card) : form.paymentMethod,
  ]);
  return services.order.placeOrder({
    headers: { 'idempotency-key': form.idempotencyKey },
    body: {
      email: form.email,
      shippingAddress,
      lines: cart.lines.map(({ productId, quantity }) => ({ productId, quantity })),
      expectedTotal: form.expectedTotal,
      paymentMethod,
    },
    caller: session.credentials(),
  });
}

/** Where an order that was placed leads, by what its payment says. */
async function conclude(
  services: Services,
  session: Session,
  { order, payment }: Placed,
  { cart, redirects }: { cart: Cart; redirects: boolean },
): Promise<CheckoutDone> {
  if (payment.status === 'failed') {
    const message = payment.message ?? 'Your payment did not go through. Please try again.';
    throw new HttpProblem(402, 'payment-failed', message, {
      errors: [{ path: redirects ? 'paymentMethod' : 'card.number', message }],
    });
  }
  const waits = payment.status === 'requires-action';
  // At another's page shoppers may change their mind: until it is paid, the cart stays.
  const now =
    waits || (redirects && payment.status === 'processing') ? cart : await takeOut(services, session, order, cart);
  const secondStep = payment.redirectUrl ?? `/checkout/verify/${order.id}`;
  return {
    next: waits ? secondStep : `/orders/${order.id}`,
    cart: await cartState(services, now),
    orderId: order.id,
  };
}

/** The order stands, whatever the cart service says now. */
export function takeOut(
  services: Services,
  session: Session,
  { id, lines }: Placed['order'],
  cart: Cart,
): Promise<Cart> {
  const ordered = lines.map(({ productId, quantity }) => ({ productId, quantity }));
  const body = { orderId: id, lines: ordered };
  return settle(services.cart.checkout({ body, caller: session.credentials() }), cart);
}

async function savedAddress({ user }: Services, session: Session, addressId?: string): Promise<Address> {
  const { items } = session.user ? await user.listAddresses({ caller: session.credentials() }) : { items: [] };
  const found = items.find(({ id }) => id === addressId);
  if (found) return found;
  const message = 'Choose one of your addresses';
  throw new HttpProblem(400, 'address-not-found', `${message}.`, { errors: [{ path: 'addressId', message }] });
}

const tokenOf = async ({ payment }: Services, card: NonNullable<CheckoutForm['card']>): Promise<string> =>
  (await payment.createPaymentMethod({ body: card }).catch(namingCardFields)).token;

/** The payment service knows a card's fields; in this form they have a prefix. */
function namingCardFields(error: unknown): never {
  if (!(error instanceof UpstreamError) || error.status !== 400) throw error;
  const { code, detail, title, errors = [] } = error.problem;
  throw new HttpProblem(400, code, detail ?? title, {
    errors: errors.map(({ path, message }) => ({ path: `card.${path}`, message })),
  });
}
