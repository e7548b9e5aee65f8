import type { OrdersScreen } from '@tessera/contracts/bff/orders';
import type { Session } from '@tessera/service-kit/bff/session';
import type { Services } from '../services.ts';
import { isShopper } from './cart-of.ts';

export async function getOrders({ order }: Services, session: Session, page: number): Promise<OrdersScreen> {
  if (!isShopper(session)) return { items: [], total: 0, page: 1, pageCount: 1 };
  return order.listOrders({ query: { page }, caller: session.credentials() });
}
