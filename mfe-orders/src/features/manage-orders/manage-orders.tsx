import type { OrderStatus } from '@tessera/contracts/api/order';
import type { ManageOrdersScreen } from '@tessera/contracts/bff/orders';
import { ApiProblem } from '@tessera/remote-kit/api';
import { For, Show } from 'solid-js';
import { getManageOrdersScreen } from '../../api/orders-bff.ts';
import { useEnvironment } from '../../fragment/environment.tsx';
import type { Fragment } from '../../fragment/fragment.ts';
import { plural } from '../../ui/format.ts';
import { statusText } from '../../ui/order-status.tsx';
import { ManagedOrder } from './managed-order.tsx';

const STATUSES: readonly OrderStatus[] = [
  ...(['paid', 'packed', 'shipped', 'delivered', 'pending-payment', 'cancelled', 'refunded'] as const),
];

export const fragment: Fragment<unknown, ManageOrdersScreen | null> = {
  load: async ({ api, url }) => {
    try {
      return {
        data: await getManageOrdersScreen(api, new URL(url, 'http://page').search),
        page: { title: 'Orders to do' },
      };
    } catch (error) {
      const status = error instanceof ApiProblem ? error.problem.status : 500;
      if (status === 401) return { data: null, page: { redirect: `/sign-in?returnTo=${encodeURIComponent(url)}` } };
      if (status === 403) return { data: null, page: { title: 'Page not found', status: 404 } };
      throw error;
    }
  },
  View: (view) => (
    <Show when={view.data} fallback={<NoSuchPage />}>
      {(screen) => <ManageOrders screen={screen()} />}
    </Show>
  ),
};

/** Whoever is no admin sees what stands at every address that leads nowhere. */
function NoSuchPage() {
  return (
    <section class="t-card t-empty">
      <h1>We can’t find this page</h1>
      <p>It may have moved, or the address has a slip in it.</p>
      <a class="t-button" href="/">
        To the shop
      </a>
    </section>
  );
}

function ManageOrders(view: { screen: ManageOrdersScreen }) {
  const { instance, url } = useEnvironment();
  return (
    <section class="orders-manage" aria-labelledby={`${instance}-title`}>
      <div class="t-spread">
        <h1 id={`${instance}-title`}>Orders to do</h1>
        <p class="t-muted">{plural(view.screen.total, 'order', 'orders')}</p>
      </div>
      <nav class="orders-manage__statuses" aria-label="Orders by status">
        <For each={STATUSES}>
          {(status) => (
            <a
              class="t-button t-button--quiet t-button--small"
              href={`/admin/orders?status=${status}`}
              aria-current={status === view.screen.status ? 'page' : undefined}
            >
              {statusText(status)}
            </a>
          )}
        </For>
      </nav>
      <form class="orders-manage__search" action="/admin/orders" role="search">
        <label class="t-field">
          <span>Order number</span>
          <input class="t-input" name="number" maxlength="16" placeholder="T-7K3M9Q" autocomplete="off" />
        </label>
        <button class="t-button t-button--quiet" type="submit">
          Find it
        </button>
      </form>
      <Show when={view.screen.form}>
        {(form) => (
          <div class="t-notice t-notice--danger" role="alert">
            <p>{form().message}</p>
            <Show when={form().errors.length > 0}>
              <ul>
                <For each={form().errors}>{({ message }) => <li>{message}</li>}</For>
              </ul>
            </Show>
          </div>
        )}
      </Show>
      <Show when={view.screen.items.length > 0} fallback={<p>There is none.</p>}>
        <ul class="orders-manage__list">
          <For each={view.screen.items}>
            {(order) => (
              <ManagedOrder
                order={order}
                returnTo={url}
                idempotencyKey={`${view.screen.idempotencyKey}-${order.number}`}
              />
            )}
          </For>
        </ul>
      </Show>
      <Show when={view.screen.pageCount > 1}>
        <Pages {...view.screen} />
      </Show>
    </section>
  );
}

function Pages(paging: { status: OrderStatus | null; page: number; pageCount: number }) {
  const href = (page: number) => `/admin/orders?status=${paging.status}&page=${page}`;
  return (
    <nav class="orders-paging" aria-label="Pages of this list">
      <Show when={paging.page > 1}>
        <a class="t-button t-button--quiet t-button--small" rel="prev" href={href(paging.page - 1)}>
          Back
        </a>
      </Show>
      <p class="t-small t-muted">
        Page {paging.page} of {paging.pageCount}
      </p>
      <Show when={paging.page < paging.pageCount}>
        <a class="t-button t-button--quiet t-button--small" rel="next" href={href(paging.page + 1)}>
          On
        </a>
      </Show>
    </nav>
  );
}
