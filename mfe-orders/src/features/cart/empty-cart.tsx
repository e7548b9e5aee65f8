import { Icon } from '../../ui/icon.tsx';

export function EmptyCart() {
  return (
    <div class="t-card t-empty">
      <span class="orders-empty__icon">
        <Icon name="cart" />
      </span>
      <h2>Nothing in here yet</h2>
      <p>What you add on your way through the shop waits for you here.</p>
      <a class="t-button" href="/products">
        Find something nice
      </a>
    </div>
  );
}
