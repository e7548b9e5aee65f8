import { formatMoney } from '@tessera/contracts/format-money';
import { useShared } from '@tessera/remote-kit/solid-store';
import { Show } from 'solid-js';
import type { Fragment } from '../../fragment/fragment.ts';
import { Icon } from '../../ui/icon.tsx';

/** The cart in the header: all it shows is in the shared state. */
export const fragment: Fragment = {
  load: async () => ({ data: undefined }),
  View: MiniCart,
};

function MiniCart() {
  const cart = useShared((state) => state.cart);
  const locale = useShared((state) => state.preferences.locale);
  const count = () => cart().count;
  const subtotal = () => {
    const amount = cart().subtotal;
    return amount && formatMoney(amount, locale());
  };
  return (
    <a class="orders-mini" href="/cart">
      <span class="t-visually-hidden">Cart: </span>
      <span class="orders-mini__icon">
        <Icon name="cart" />
        <span
          class="orders-mini__count"
          classList={{ 'orders-mini__count--none': count() === 0 }}
          data-testid="cart-count"
        >
          {count()}
        </span>
      </span>
      <span class="t-visually-hidden">{count() === 1 ? ' item' : ' items'}</span>
      <Show when={subtotal()}>
        <span class="orders-mini__subtotal">{subtotal()}</span>
      </Show>
    </a>
  );
}
