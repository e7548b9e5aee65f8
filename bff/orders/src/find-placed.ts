import type { Session } from '@tessera/service-kit/bff/session';
import { UpstreamError } from '@tessera/service-kit/upstream-error';
import { isShopper } from './screens/cart-of.ts';
import type { Services } from './services.ts';

export type Placed = Awaited<ReturnType<Services['order']['findPlacedOrder']>>;

/** The order that the shopper placed with a key already, if so. */
export async function findPlaced({ order }: Services, session: Session, key: string): Promise<Placed | null> {
  if (!isShopper(session)) return null;
  try {
    return await order.findPlacedOrder({ params: { key }, caller: session.credentials() });
  } catch (error) {
    if (error instanceof UpstreamError && error.status === 404) return null;
    throw error;
  }
}
