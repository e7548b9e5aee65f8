import { DomainError } from '@tessera/service-kit/problem-error';
import type { Clock } from '@tessera/service-kit/system';
import type { OrderRepository } from '../domain/order-repository.ts';

const BATCH = 50;
const NEXT = { paid: 'packed', packed: 'shipped', shipped: 'delivered' } as const;

interface Deps {
  readonly orders: OrderRepository;
  readonly clock: Clock;
  readonly secondsPerStep: number;
}

/** Plays the warehouse for a demo: each paid order moves on a step after a while. */
export function createFulfilDemoOrders({ orders, clock, secondsPerStep }: Deps) {
  return async (): Promise<void> => {
    const since = new Date(clock.now().getTime() - secondsPerStep * 1_000);
    for (const { order } of await orders.restingIn(['paid', 'packed', 'shipped'], since, BATCH)) {
      const to = NEXT[order.status as keyof typeof NEXT];
      const tracking = { carrier: 'Mosaic Parcel', number: `MP-${order.number.slice(2)}` };
      const command = { type: 'advance', to, ...(to === 'shipped' && { tracking }) } as const;
      await orders.change(order.id, command).catch((error: unknown) => {
        // Somebody else moved it first.
        if (!(error instanceof DomainError) || error.code !== 'illegal-transition') throw error;
      });
    }
  };
}
