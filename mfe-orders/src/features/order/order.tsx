import type { OrderScreen } from '@tessera/contracts/bff/orders';
import type { FragmentProps } from '@tessera/contracts/remote/fragments';
import { Show } from 'solid-js';
import { isNotFound } from '../../api/failure.ts';
import { getOrderScreen } from '../../api/orders-bff.ts';
import { useEnvironment } from '../../fragment/environment.tsx';
import type { Fragment } from '../../fragment/fragment.ts';
import { Moment } from '../../ui/locale.tsx';
import { OrderNotFound } from '../../ui/order-not-found.tsx';
import { OrderStatusBadge } from '../../ui/order-status.tsx';
import { CancelForm } from './cancel-form.tsx';
import { createLiveOrder } from './create-live-order.ts';
import { OrderHistory } from './order-history.tsx';
import { OrderItems } from './order-items.tsx';
import { OrderNotice } from './order-notice.tsx';
import { OrderProgress } from './order-progress.tsx';
import { OrderRefunds } from './order-refunds.tsx';
import { OrderReturns } from './order-returns.tsx';
import { OrderTracking } from './order-tracking.tsx';
import { ReturnForm } from './return-form.tsx';

type Props = FragmentProps['orders/order'];

type Data = { readonly screen: OrderScreen } | { readonly linked: boolean };

export const fragment: Fragment<Props, Data> = {
  load: async ({ api, props, url }) => {
    const access = accessIn(url);
    try {
      const data = await getOrderScreen(api, props.orderId, access);
      // The link has done its work: its token must not stay in the address.
      if (access) return { data: { screen: data }, page: { redirect: `/orders/${props.orderId}` } };
      return { data: { screen: data }, page: { title: `Order ${data.order.number}` } };
    } catch (error) {
      if (!isNotFound(error)) throw error;
      return { data: { linked: access !== undefined }, page: { title: 'Order not found', status: 404 } };
    }
  },
  View: (view) => (
    <Show when={'screen' in view.data && view.data.screen} fallback={<OrderNotFound linked={isLinked(view.data)} />}>
      {(screen) => <OrderPage screen={screen()} />}
    </Show>
  ),
};

const accessIn = (url: string) => new URL(url, 'http://shop').searchParams.get('access') ?? undefined;
const isLinked = (data: Data) => 'linked' in data && data.linked;

function OrderPage(view: { screen: OrderScreen }) {
  const { instance } = useEnvironment();
  const { screen, order, reload } = createLiveOrder(() => view.screen);
  let heading!: HTMLHeadingElement;
  // The button that did it is gone then.
  const done = async () => {
    await reload();
    heading.focus();
  };
  return (
    <article class="orders-order" aria-labelledby={`${instance}-title`}>
      <header class="orders-order__head">
        <p>
          <a href="/orders">All orders</a>
        </p>
        <div class="t-spread">
          <h1 id={`${instance}-title`} tabindex="-1" ref={heading}>
            Order {order().number}
          </h1>
          <p role="status" aria-live="polite">
            <OrderStatusBadge status={order().status} testId="order-status" />
          </p>
        </div>
        <p class="t-small t-muted">
          Placed on <Moment at={order().placedAt} /> · Reference{' '}
          <span class="orders-order__id" data-testid="order-id">
            {order().id}
          </span>
        </p>
      </header>
      <OrderNotice screen={screen()} />
      <OrderProgress status={order().status} />
      <div class="orders-split">
        <OrderItems order={order()} />
        <div class="orders-aside">
          <OrderTracking tracking={order().tracking} />
          <OrderRefunds order={order()} />
          <OrderReturns order={order()} />
          <OrderHistory order={order()} />
          <ReturnForm screen={screen()} sent={done} refused={reload} />
          <CancelForm screen={screen()} cancelled={done} />
        </div>
      </div>
    </article>
  );
}
