import type { CartChanged, CartScreen } from '@tessera/contracts/bff/orders';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { getCartScreen } from '../../api/orders-bff.ts';
import { createCartScreen } from '../../fragment/create-cart-screen.ts';
import { useEnvironment } from '../../fragment/environment.tsx';
import type { Fragment } from '../../fragment/fragment.ts';
import { plural } from '../../ui/format.ts';
import { StaleNotice } from '../../ui/stale-notice.tsx';
import { CartLine } from './cart-line.tsx';
import { CartSummary } from './cart-summary.tsx';
import { EmptyCart } from './empty-cart.tsx';

export const fragment: Fragment<unknown, CartScreen> = {
  load: async ({ api }) => ({ data: await getCartScreen(api), page: { title: 'Your cart' } }),
  View: Cart,
};

function Cart(view: { data: CartScreen }) {
  const { api, instance } = useEnvironment();
  const { screen, stale, reload, changed } = createCartScreen(
    () => view.data,
    () => getCartScreen(api),
  );
  const [said, setSaid] = createSignal('');
  let heading!: HTMLHeadingElement;

  // Rows are keyed by id: a reload gives new objects, and new rows would take the focus away.
  const ids = createMemo(() => screen().lines.map(({ product }) => product.id), [], {
    equals: (before, after) => before.join() === after.join(),
  });
  const followed = async (answer: CartChanged) => {
    await changed(answer);
    setSaid('Your cart is up to date');
  };
  const removed = (name: string) => {
    setSaid(`Removed ${name} from your cart`);
    heading.focus();
  };

  return (
    <section class="orders-cart" aria-labelledby={`${instance}-title`}>
      <div class="t-spread">
        <h1 id={`${instance}-title`} tabindex="-1" ref={heading}>
          Your cart
        </h1>
        <Show when={screen().cart.count > 0}>
          <p class="t-muted">{plural(screen().cart.count, 'item', 'items')}</p>
        </Show>
      </div>
      <p class="t-visually-hidden" role="status">
        {said()}
      </p>
      <StaleNotice when={stale()} retry={reload} />
      <Show when={screen().form}>
        {(form) => (
          <div class="t-notice t-notice--danger" role="alert">
            <p>{form().message}</p>
          </div>
        )}
      </Show>
      <Show when={screen().lines.length > 0} fallback={<EmptyCart />}>
        <div class="orders-split">
          <ul class="orders-cart__lines t-card">
            <For each={ids()}>
              {(id) => (
                <CartLine id={id} lines={screen().lines} changed={followed} removed={removed} refused={reload} />
              )}
            </For>
          </ul>
          <Show when={screen().totals}>
            {(totals) => <CartSummary totals={totals()} blocked={screen().lines.some((line) => line.problem)} />}
          </Show>
        </div>
      </Show>
    </section>
  );
}
