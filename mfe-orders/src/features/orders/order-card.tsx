import type { OrderSummary } from '@tessera/contracts/api/order';
import { For } from 'solid-js';
import { plural } from '../../ui/format.ts';
import { Moment, Money } from '../../ui/locale.tsx';
import { OrderStatusBadge } from '../../ui/order-status.tsx';
import { Picture } from '../../ui/picture.tsx';

export function OrderCard(card: { order: OrderSummary }) {
  return (
    <li class="orders-card t-card">
      <div class="orders-card__pictures">
        <For each={card.order.images}>{(image) => <Picture image={image} size={64} decorative />}</For>
      </div>
      <div class="orders-card__what">
        <h2>
          <a class="orders-card__link" href={`/orders/${card.order.id}`}>
            Order {card.order.number}
          </a>
        </h2>
        <p class="t-small t-muted">
          <Moment at={card.order.placedAt} /> · {plural(card.order.itemCount, 'item', 'items')}
        </p>
      </div>
      <div class="orders-card__state">
        <OrderStatusBadge status={card.order.status} />
        <p class="t-price">
          <Money amount={card.order.total} />
        </p>
      </div>
    </li>
  );
}
