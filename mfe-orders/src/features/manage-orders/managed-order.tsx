import type { Order } from '@tessera/contracts/api/order';
import { For, Show } from 'solid-js';
import { useEnvironment } from '../../fragment/environment.tsx';
import { leftToRefund } from '../../ui/left-to-refund.ts';
import { Moment, Money } from '../../ui/locale.tsx';
import { OrderStatusBadge } from '../../ui/order-status.tsx';
import { NextStep } from './next-step.tsx';
import { RefundForm } from './refund-form.tsx';
import { ReturnDecision } from './return-decision.tsx';

/** One order as those see it who pack it: what goes where, and what can be done with it now. */
export function ManagedOrder(managed: { order: Order; returnTo: string; idempotencyKey: string }) {
  const { instance } = useEnvironment();
  const order = () => managed.order;
  const failed = () => order().refunds.filter((refund) => refund.failed);
  /** Money that came too late for its order was not paid for it, but is there once it could not be given back. */
  const refundable = () =>
    leftToRefund(order()) > 0 && (order().history.some(({ status }) => status === 'paid') || failed().length > 0);
  const title = () => `${instance}-${order().number}`;
  return (
    <li>
      <article class="t-card orders-panel" aria-labelledby={title()} data-testid={`manage-${order().id}`}>
        <div class="t-spread">
          <h2 id={title()}>{order().number}</h2>
          <OrderStatusBadge status={order().status} />
        </div>
        <p class="t-small t-muted">
          <Moment at={order().placedAt} clock /> · {order().email} · <Money amount={order().total} />
          <Show when={order().refunded}>
            {(refunded) => (
              <>
                {', of which '}
                <Money amount={refunded()} />
                {' went back'}
              </>
            )}
          </Show>
        </p>
        <ul>
          <For each={order().lines}>
            {(line) => (
              <li>
                {line.quantity} × {line.name}
              </li>
            )}
          </For>
        </ul>
        <p class="t-small t-muted">{Object.values(order().shippingAddress).filter(Boolean).join(', ')}</p>
        <NextStep order={order()} returnTo={managed.returnTo} />
        <For each={order().returns.filter(({ status }) => status === 'requested')}>
          {(asked) => <ReturnDecision order={order()} asked={asked} returnTo={managed.returnTo} />}
        </For>
        <For each={failed()}>
          {(refund) => (
            <p class="t-notice t-notice--danger">
              The provider did not give back <Money amount={refund.amount} /> ({refund.reason}). See there why, and ask
              for it again.
            </p>
          )}
        </For>
        <Show when={refundable()}>
          <RefundForm order={order()} returnTo={managed.returnTo} idempotencyKey={managed.idempotencyKey} />
        </Show>
      </article>
    </li>
  );
}
