import { orderStatus } from '@tessera/contracts/api/order';
import type { FormState } from '@tessera/contracts/bff/form';
import type { ManageOrdersScreen } from '@tessera/contracts/bff/orders';
import type { Session } from '@tessera/service-kit/bff/session';
import type { Services } from '../services.ts';

interface Asked {
  readonly status: unknown;
  readonly number: unknown;
  readonly page: number;
  readonly form: FormState | null;
  readonly newId: () => string;
}

/** Orders of everybody in one status, which the order service shows to admins only. */
export async function manageOrders(
  { order }: Services,
  session: Session,
  { page, form, newId, ...asked }: Asked,
): Promise<ManageOrdersScreen> {
  const number = typeof asked.number === 'string' ? asked.number.trim().slice(0, 16) : '';
  const status = orderStatus.safeParse(asked.status).data ?? 'paid';
  const query = number ? { number } : { status, page };
  const list = await order.listAllOrders({ query, caller: session.credentials() });
  return { ...list, status: number ? null : status, idempotencyKey: newId(), form };
}
