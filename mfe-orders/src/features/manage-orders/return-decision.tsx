import type { Order, OrderReturn } from '@tessera/contracts/api/order';
import { For } from 'solid-js';
import { returnDecisionAction } from '../../api/orders-bff.ts';

/** The goods have arrived, or they are refused with a note. */
export function ReturnDecision(form: { order: Order; asked: OrderReturn; returnTo: string }) {
  const name = (productId: string) => form.order.lines.find((line) => line.productId === productId)?.name;
  return (
    <form class="orders-manage__form" method="post" action={returnDecisionAction(form.order.id, form.asked.id)}>
      <p>
        <strong>Coming back:</strong>{' '}
        <For each={form.asked.lines}>
          {(line) => (
            <span>
              {line.quantity} × {name(line.productId)}{' '}
            </span>
          )}
        </For>
        <span class="t-muted">“{form.asked.reason}”</span>
      </p>
      <input type="hidden" name="returnTo" value={form.returnTo} />
      <label class="t-field">
        <span>Note for the shopper (optional)</span>
        <input class="t-input" name="note" maxlength="500" />
      </label>
      <div class="t-spread">
        <button class="t-button" type="submit" name="decision" value="received">
          It is here
        </button>
        <button class="t-button t-button--danger" type="submit" name="decision" value="refused">
          Refuse it
        </button>
      </div>
    </form>
  );
}
