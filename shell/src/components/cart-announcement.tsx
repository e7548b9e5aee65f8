import { useSharedState } from './shared-state.tsx';

/** Says aloud what the mini-cart shows, whoever changed the cart. */
export function CartAnnouncement() {
  const count = useSharedState(({ cart }) => cart.count) ?? 0;
  return (
    <p className="t-visually-hidden" role="status" data-testid="cart-announcement">
      {count === 1 ? '1 item in your cart' : `${count} items in your cart`}
    </p>
  );
}
