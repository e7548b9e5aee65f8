import type { Order, OrderReturn } from '@tessera/contracts/api/order';
import { For, Show } from 'solid-js';
import { useEnvironment } from '../../fragment/environment.tsx';
import { Moment, Money } from '../../ui/locale.tsx';

const STATUS: Record<OrderReturn['status'], { text: string; tone: string }> = {
  requested: { text: 'We are waiting for it', tone: 't-badge--warning' },
  received: { text: 'Arrived', tone: 't-badge--success' },
  refused: { text: 'Refused', tone: 't-badge--danger' },
};

/** What was sent back, and what became of it. */
export function OrderReturns(sent: { order: Order }) {
  const { instance } = useEnvironment();
  const name = (productId: string) => sent.order.lines.find((line) => line.productId === productId)?.name ?? 'Goods';
  return (
    <Show when={sent.order.returns.length > 0}>
      <section class="t-card orders-panel" aria-labelledby={`${instance}-returns`}>
        <h2 id={`${instance}-returns`}>Returns</h2>
        <ul class="orders-panel__list">
          <For each={sent.order.returns}>
            {(known) => (
              <li data-testid="return">
                <span class="t-spread">
                  <span class={`t-badge ${STATUS[known.status].tone}`}>{STATUS[known.status].text}</span>
                  <span class="t-small t-muted">
                    <Moment at={known.decidedAt ?? known.requestedAt} />
                  </span>
                </span>
                <For each={known.lines}>
                  {(line) => (
                    <span>
                      {line.quantity} × {name(line.productId)}
                    </span>
                  )}
                </For>
                <Show when={known.status === 'requested'}>
                  <span class="t-small t-muted">
                    Put order number {sent.order.number} into the parcel. Your money follows when it is here.
                  </span>
                </Show>
                <Show when={known.refund}>
                  {(refund) => (
                    <span class="t-small t-muted">
                      <Money amount={refund()} /> for it goes back to you.
                    </span>
                  )}
                </Show>
                <Show when={known.note}>
                  <span class="t-small t-muted">{known.note}</span>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
