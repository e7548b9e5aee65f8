import type { Order } from '@tessera/contracts/api/order';
import type { OrderScreen } from '@tessera/contracts/bff/orders';
import { type Accessor, createEffect, createMemo, onCleanup } from 'solid-js';
import { getOrderScreen } from '../../api/orders-bff.ts';
import { createScreen } from '../../fragment/create-screen.ts';
import { useEnvironment } from '../../fragment/environment.tsx';
import { followOrder } from './follow-order.ts';
import { isFinal } from './order-steps.ts';

/** The order as it moves, until it can't any more. */
export function createLiveOrder(given: Accessor<OrderScreen>) {
  const { api } = useEnvironment();
  const [screen, setScreen] = createScreen(given);
  const order = () => screen().order;

  const take = (next: Order) => {
    if (next.version <= order().version) return;
    const awaitsSecondStep = screen().awaitsSecondStep && next.status === 'pending-payment';
    // An order's lines never change: the same objects keep their rows.
    setScreen({ ...screen(), order: { ...next, lines: order().lines }, awaitsSecondStep, form: null });
  };
  const reload = async () => setScreen(await getOrderScreen(api, order().id));

  const followed = createMemo(() => (isFinal(order()) ? null : order().id));
  createEffect(() => {
    const id = followed();
    if (id) onCleanup(followOrder(id, take));
  });
  return { screen, order, reload };
}
