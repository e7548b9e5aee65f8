import { Icon } from './icon.tsx';

/** There is no such order for this shopper. */
export function OrderNotFound() {
  return (
    <section class="t-card t-empty">
      <span class="orders-empty__icon">
        <Icon name="parcel" />
      </span>
      <h1>We can’t find this order</h1>
      <p>The address may be mistyped, or the order belongs to another account.</p>
      <a class="t-button" href="/orders">
        See your orders
      </a>
    </section>
  );
}
