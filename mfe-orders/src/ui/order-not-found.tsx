import { Icon } from './icon.tsx';

/** There is no such order for this shopper; `linked`: the link of a mail does not open it any more. */
export function OrderNotFound(notFound: { linked?: boolean }) {
  return (
    <section class="t-card t-empty">
      <span class="orders-empty__icon">
        <Icon name="parcel" />
      </span>
      <h1>We can’t find this order</h1>
      <p>
        {notFound.linked
          ? 'This link is not whole, or it is too old. Take the one in the newest mail about your order.'
          : 'The address may be mistyped, or the order belongs to another account. If you ordered as a guest, open it with the link in our mail.'}
      </p>
      <a class="t-button" href="/orders">
        See your orders
      </a>
    </section>
  );
}
