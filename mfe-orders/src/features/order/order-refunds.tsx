import type { Order, OrderRefund } from '@tessera/contracts/api/order';
import { For, Show } from 'solid-js';
import { useEnvironment } from '../../fragment/environment.tsx';
import { Moment, Money } from '../../ui/locale.tsx';

const STATUS: Record<OrderRefund['status'], string> = {
  asked: 'On its way to you',
  given: 'Given back',
  refused: 'Had gone back to you already',
};

/** Money that went back or is about to, each part with its reason. */
export function OrderRefunds(given: { order: Order }) {
  const { instance } = useEnvironment();
  return (
    <Show when={given.order.refunds.length > 0 || given.order.refunded}>
      <section class="t-card orders-panel" aria-labelledby={`${instance}-refunds`}>
        <h2 id={`${instance}-refunds`}>Refunds</h2>
        <Show when={given.order.refunded}>
          {(refunded) => (
            <p data-testid="refunded">
              <Money amount={refunded()} /> of <Money amount={given.order.total} /> given back. Your bank may take a few
              days to show it.
            </p>
          )}
        </Show>
        <ul class="orders-panel__list">
          <For each={given.order.refunds}>
            {(refund) => (
              <li>
                <strong>
                  <Money amount={refund.amount} />
                </strong>
                <span>{refund.reason}</span>
                <span class="t-small t-muted">
                  {refund.failed ? 'Did not go through' : STATUS[refund.status]} · <Moment at={refund.askedAt} />
                </span>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
