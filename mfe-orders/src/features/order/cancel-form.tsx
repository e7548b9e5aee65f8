import type { OrderScreen } from '@tessera/contracts/bff/orders';
import { Show } from 'solid-js';
import { cancelOrderForm } from '../../api/orders-bff.ts';
import { useEnvironment } from '../../fragment/environment.tsx';
import { createSubmission } from '../../ui/create-submission.ts';
import { canBeCancelled } from './order-steps.ts';

export function CancelForm(cancel: { screen: OrderScreen; cancelled: () => Promise<void> }) {
  const { api } = useEnvironment();
  const order = () => cancel.screen.order;
  const submission = createSubmission({
    send: (body) => cancelOrderForm(order().id).send(api, body),
    then: cancel.cancelled,
    // Most likely it was packed meanwhile: then the page says so.
    failed: cancel.cancelled,
  });
  return (
    <div role="group" aria-label="Cancel this order">
      <Show when={canBeCancelled(order().status)}>
        <details class="orders-cancel">
          <summary class="t-button t-button--quiet t-button--wide">Cancel this order</summary>
          <form method="post" action={cancelOrderForm(order().id).action} onSubmit={submission.onSubmit}>
            <p class="t-small">Nothing is sent, and what you paid is returned to your card.</p>
            <button class="t-button t-button--danger t-button--wide" type="submit" aria-disabled={submission.pending()}>
              {submission.pending() ? 'Cancelling…' : 'Yes, cancel the order'}
            </button>
          </form>
        </details>
      </Show>
      <div class="orders-live" role="alert">
        <Show when={submission.failure()}>{(failure) => <p class="t-field__error">{failure().message}</p>}</Show>
      </div>
    </div>
  );
}
