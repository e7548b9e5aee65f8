import type { Order } from '@tessera/contracts/api/order';
import { COUNTRIES } from '@tessera/contracts/countries';
import { For, Show } from 'solid-js';
import { useEnvironment } from '../../fragment/environment.tsx';
import { Money } from '../../ui/locale.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Totals } from '../../ui/totals.tsx';

export function OrderItems(items: { order: Order }) {
  const { instance } = useEnvironment();
  const address = () => items.order.shippingAddress;
  const country = () => COUNTRIES[address().country as keyof typeof COUNTRIES] ?? address().country;
  return (
    <section class="t-card orders-order__items" aria-labelledby={`${instance}-items`}>
      <h2 id={`${instance}-items`}>Items</h2>
      <ul class="orders-order__lines">
        <For each={items.order.lines}>
          {(line) => (
            <li>
              <Picture image={line.image} size={72} decorative />
              <div>
                <a class="orders-order__name" href={`/products/${line.slug}`}>
                  {line.name}
                </a>
                <p class="t-small t-muted">
                  {line.quantity} × <Money amount={line.unitPrice} />
                </p>
              </div>
              <p class="t-price">
                <Money amount={{ ...line.unitPrice, amount: line.unitPrice.amount * line.quantity }} />
              </p>
            </li>
          )}
        </For>
      </ul>
      <Totals subtotal={items.order.subtotal} shipping={items.order.shipping} total={items.order.total} />
      <div class="orders-order__address">
        <h3>Delivery to</h3>
        <address>
          {address().name}
          <br />
          {address().line1}
          <Show when={address().line2}>
            <br />
            {address().line2}
          </Show>
          <br />
          {address().postalCode} {address().city}
          <br />
          {country()}
        </address>
      </div>
    </section>
  );
}
