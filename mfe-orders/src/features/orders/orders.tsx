import type { OrdersScreen } from '@tessera/contracts/bff/orders';
import { useShared } from '@tessera/remote-kit/solid-store';
import { For, Show } from 'solid-js';
import { getOrdersScreen } from '../../api/orders-bff.ts';
import { useEnvironment } from '../../fragment/environment.tsx';
import type { Fragment } from '../../fragment/fragment.ts';
import { plural } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { OrderCard } from './order-card.tsx';
import { Paging } from './paging.tsx';

export const fragment: Fragment<unknown, OrdersScreen> = {
  load: async ({ api, url }) => ({
    data: await getOrdersScreen(api, pageOf(url)),
    page: { title: 'Your orders' },
  }),
  View: Orders,
};

/** Anything odd in the URL is page 1. */
function pageOf(url: string): number {
  const page = Number(new URL(url, 'http://page').searchParams.get('page'));
  return Number.isInteger(page) && page >= 1 && page <= 1000 ? page : 1;
}

function Orders(view: { data: OrdersScreen }) {
  const { instance } = useEnvironment();
  const roles = useShared((state) => state.session.user?.roles ?? []);
  return (
    <section class="orders-history" aria-labelledby={`${instance}-title`}>
      <div class="t-spread">
        <h1 id={`${instance}-title`}>Your orders</h1>
        <Show when={view.data.total > 0}>
          <p class="t-muted">{plural(view.data.total, 'order', 'orders')}</p>
        </Show>
      </div>
      <Show when={roles().includes('admin')}>
        <p>
          <a href="/admin/orders">Orders of everybody, to pack and send</a>
        </p>
      </Show>
      <Show when={view.data.items.length > 0} fallback={<NoOrders />}>
        <ul class="orders-history__list">
          <For each={view.data.items}>{(order) => <OrderCard order={order} />}</For>
        </ul>
      </Show>
      <Show when={view.data.pageCount > 1}>
        <Paging page={view.data.page} pageCount={view.data.pageCount} />
      </Show>
    </section>
  );
}

function NoOrders() {
  const user = useShared((state) => state.session.user);
  return (
    <div class="t-card t-empty">
      <span class="orders-empty__icon">
        <Icon name="parcel" />
      </span>
      <h2>No orders yet</h2>
      <p>Once you have bought something, you can follow it from here to your door.</p>
      <a class="t-button" href="/products">
        Start shopping
      </a>
      <Show when={!user()}>
        <p>
          Have an account? <a href="/sign-in?returnTo=/orders">Sign in</a> to see its orders.
        </p>
      </Show>
    </div>
  );
}
