import type { FormState } from '@tessera/contracts/bff/form';
import type { OrderScreen } from '@tessera/contracts/bff/orders';
import { id as orderId } from '@tessera/contracts/primitives';
import type { Session } from '@tessera/service-kit/bff/session';
import { HttpProblem } from '@tessera/service-kit/http-problem';
import type { Services } from '../services.ts';
import { isShopper } from './cart-of.ts';

export async function getOrder(
  services: Services,
  session: Session,
  { id, form }: { id: string; form: FormState | null },
): Promise<OrderScreen> {
  assertOwnable(session, id);
  const { order, payment } = await services.order.getOrder({ params: { id }, caller: session.credentials() });
  const awaitsSecondStep = order.status === 'pending-payment' && payment?.status === 'requires-action';
  return { order, awaitsSecondStep, form };
}

/** To somebody who owns nothing, and for what can't be an id, there is no order either. */
export function assertOwnable(session: Session, id: string): void {
  if (isShopper(session) && orderId.safeParse(id).success) return;
  throw new HttpProblem(404, 'order-not-found', 'There is no such order.');
}
