import type { Order } from '@tessera/contracts/api/order';
import { For } from 'solid-js';
import { useEnvironment } from '../../fragment/environment.tsx';
import { Moment } from '../../ui/locale.tsx';
import { statusText } from '../../ui/order-status.tsx';

/** What happened, newest first. */
export function OrderHistory(history: { order: Order }) {
  const { instance } = useEnvironment();
  return (
    <section class="t-card" aria-labelledby={`${instance}-history`}>
      <h2 id={`${instance}-history`}>History</h2>
      <ol class="orders-timeline" reversed>
        <For each={history.order.history.toReversed()}>
          {(entry) => (
            <li>
              <strong>{entry.status === 'pending-payment' ? 'Placed' : statusText(entry.status)}</strong>
              <span class="t-small t-muted">
                <Moment at={entry.at} clock />
              </span>
            </li>
          )}
        </For>
      </ol>
    </section>
  );
}
