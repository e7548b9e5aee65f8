import type { CheckoutScreen } from '@tessera/contracts/bff/orders';
import { For, Show } from 'solid-js';
import { useEnvironment } from '../../fragment/environment.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Money } from '../../ui/locale.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Totals } from '../../ui/totals.tsx';

export function CheckoutSummary(summary: { screen: CheckoutScreen; pending: boolean }) {
  const { instance } = useEnvironment();
  const sellable = () => !summary.screen.lines.some((line) => line.problem);
  const blocked = () => !sellable() || summary.screen.paymentOptions.length === 0;
  return (
    <section class="orders-aside t-card" aria-labelledby={`${instance}-summary`}>
      <div class="t-spread">
        <h2 id={`${instance}-summary`}>Your order</h2>
        <a class="t-small" href="/cart">
          Change
        </a>
      </div>
      <ul class="orders-items">
        <For each={summary.screen.lines}>
          {(line) => (
            <li>
              <Picture image={line.product.image} size={56} decorative />
              <div>
                <p>{line.product.name}</p>
                <p class="t-small t-muted">Quantity {line.quantity}</p>
                <Show when={line.formerPrice}>
                  {(former) => (
                    <p class="orders-items__note">
                      Was <Money amount={former()} /> each
                    </p>
                  )}
                </Show>
                <Show when={line.problem}>
                  <p class="t-field__error">{line.problem}</p>
                </Show>
              </div>
              <p class="t-price">
                <Money amount={line.lineTotal} />
              </p>
            </li>
          )}
        </For>
      </ul>
      <Show when={summary.screen.totals}>{(totals) => <Totals {...totals()} />}</Show>
      <Show when={!sellable()}>
        <p class="t-notice t-notice--warning">
          Some items can’t be ordered as they are. <a href="/cart">Change your cart</a> first.
        </p>
      </Show>
      <button
        class="t-button t-button--wide"
        type="submit"
        data-testid="checkout-submit"
        disabled={blocked()}
        aria-disabled={summary.pending}
      >
        <Icon name="lock" />
        <Show when={!summary.pending} fallback="Placing your order…">
          <Show when={summary.screen.totals} fallback="Pay">
            {(totals) => (
              <span>
                Pay <Money amount={totals().total} />
              </span>
            )}
          </Show>
        </Show>
      </button>
      <p class="t-small t-muted">You can cancel until your order is packed.</p>
      <p class="t-visually-hidden" role="status">
        {summary.pending ? 'Placing your order' : ''}
      </p>
    </section>
  );
}
