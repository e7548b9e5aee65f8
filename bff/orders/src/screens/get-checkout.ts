import type { FormState } from '@tessera/contracts/bff/form';
import type { CheckoutScreen } from '@tessera/contracts/bff/orders';
import { idempotencyKey } from '@tessera/contracts/primitives';
import { settle } from '@tessera/service-kit/bff/screen';
import type { Session } from '@tessera/service-kit/bff/session';
import { findPlaced } from '../find-placed.ts';
import type { Services } from '../services.ts';
import { getCart } from './get-cart.ts';

export async function getCheckout(
  services: Services,
  session: Session,
  { form, newId }: { form: FormState | null; newId: () => string },
): Promise<CheckoutScreen> {
  const [screen, addresses, key, paymentOptions] = await Promise.all([
    getCart(services, session, null),
    addressesOf(services, session),
    keyOf(services, session, form?.values.idempotencyKey, newId),
    paymentOptionsOf(services),
  ]);
  const { idempotencyKey: _, ...values } = form?.values ?? {};
  return {
    ...screen,
    form: form && { ...form, values },
    idempotencyKey: key,
    email: session.user?.email ?? '',
    addresses,
    paymentOptions,
  };
}

async function addressesOf({ user }: Services, session: Session): Promise<CheckoutScreen['addresses']> {
  if (!session.user) return [];
  const list = user.listAddresses({ caller: session.credentials() }).then(({ items }) => items);
  return settle(list, []);
}

function paymentOptionsOf({ payment }: Services): Promise<CheckoutScreen['paymentOptions']> {
  const list = payment.listPaymentOptions().then(({ items }) => items);
  return settle(list, []);
}

/**
 * A new attempt has a new key. But the attempt that just failed keeps its key unless it is known to be over: its order
 * may have been placed and only the answer got lost, and then sending the form again must not place a second one.
 */
async function keyOf(services: Services, session: Session, tried: string | undefined, newId: () => string) {
  if (!idempotencyKey.safeParse(tried).success || !tried) return newId();
  const placed = await settle(findPlaced(services, session, tried), null);
  return placed?.order.status === 'cancelled' ? newId() : tried;
}
