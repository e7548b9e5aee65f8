import type { Money as Amount } from '@tessera/contracts/money';
import { Money } from './locale.tsx';

/** Subtotal, shipping and total. */
export function Totals(totals: { subtotal: Amount; shipping: Amount; total: Amount }) {
  return (
    <dl class="orders-totals">
      <div>
        <dt>Subtotal</dt>
        <dd>
          <Money amount={totals.subtotal} />
        </dd>
      </div>
      <div>
        <dt>Shipping</dt>
        <dd>{totals.shipping.amount === 0 ? 'Free' : <Money amount={totals.shipping} />}</dd>
      </div>
      <div class="orders-totals__total">
        <dt>Total</dt>
        <dd>
          <Money amount={totals.total} />
        </dd>
      </div>
    </dl>
  );
}
