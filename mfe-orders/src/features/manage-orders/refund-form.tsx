import type { Order } from '@tessera/contracts/api/order';
import { refundAction } from '../../api/orders-bff.ts';
import { leftToRefund } from '../../ui/left-to-refund.ts';

/** A part of the money, or all that is left of it. */
export function RefundForm(form: { order: Order; returnTo: string; idempotencyKey: string }) {
  return (
    <details>
      <summary>Give money back</summary>
      <form class="orders-manage__form" method="post" action={refundAction(form.order.id)}>
        <input type="hidden" name="idempotencyKey" value={form.idempotencyKey} />
        <input type="hidden" name="currency" value={form.order.total.currency} />
        <input type="hidden" name="returnTo" value={form.returnTo} />
        <label class="t-field">
          <span>Amount in {form.order.total.currency}</span>
          <input
            class="t-input"
            name="amount"
            inputmode="decimal"
            required
            value={(leftToRefund(form.order) / 100).toFixed(2)}
          />
        </label>
        <label class="t-field">
          <span>Why, for the shopper</span>
          <input class="t-input" name="reason" required maxlength="500" />
        </label>
        <button class="t-button t-button--danger" type="submit">
          Give it back
        </button>
      </form>
    </details>
  );
}
