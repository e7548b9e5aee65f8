import type { CartTotals } from '@tessera/contracts/bff/orders';
import { FREE_SHIPPING_FROM } from '@tessera/contracts/limits';
import { Show } from 'solid-js';
import { useEnvironment } from '../../fragment/environment.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Money } from '../../ui/locale.tsx';
import { Totals } from '../../ui/totals.tsx';

export function CartSummary(summary: { totals: CartTotals; blocked: boolean }) {
  const { instance } = useEnvironment();
  const missing = () => Math.max(0, FREE_SHIPPING_FROM - summary.totals.subtotal.amount);
  return (
    <section class="orders-aside t-card" aria-labelledby={`${instance}-summary`}>
      <h2 id={`${instance}-summary`}>Summary</h2>
      <div class="orders-free">
        <p id={`${instance}-free`}>
          <Show when={missing() > 0} fallback={<>Your order ships free.</>}>
            <strong>
              <Money amount={{ amount: missing(), currency: summary.totals.subtotal.currency }} />
            </strong>{' '}
            more for free shipping.
          </Show>
        </p>
        <progress
          aria-labelledby={`${instance}-free`}
          max={FREE_SHIPPING_FROM}
          value={FREE_SHIPPING_FROM - missing()}
        />
      </div>
      <Totals {...summary.totals} />
      <Show
        when={!summary.blocked}
        fallback={
          <p class="t-notice t-notice--warning">
            Some items can’t be ordered as they are. Change or remove them first.
          </p>
        }
      >
        <a class="t-button t-button--wide" href="/checkout">
          Go to checkout
          <Icon name="arrow" />
        </a>
      </Show>
      <a class="t-button t-button--plain t-button--wide" href="/products">
        Continue shopping
      </a>
    </section>
  );
}
