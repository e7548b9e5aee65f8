import type { CartChanged } from '@tessera/contracts/bff/orders';
import { MAX_QUANTITY } from '@tessera/contracts/limits';
import type { FragmentProps } from '@tessera/contracts/remote/fragments';
import { cartReplaced } from '@tessera/contracts/state/cart';
import { createSignal, onCleanup, Show } from 'solid-js';
import { addItemForm } from '../../api/orders-bff.ts';
import { useEnvironment } from '../../fragment/environment.tsx';
import type { Fragment } from '../../fragment/fragment.ts';
import { createSubmission } from '../../ui/create-submission.ts';
import { Icon } from '../../ui/icon.tsx';
import { QuantitySelect } from '../../ui/quantity-select.tsx';

type Props = FragmentProps['orders/add-to-cart'];

export const fragment: Fragment<Props, undefined> = {
  load: async () => ({ data: undefined }),
  View: (view) => <AddToCart {...view.props} />,
};

const FEEDBACK_MS = 2500;

function AddToCart(product: Props) {
  const { api, dispatch, emit, instance, url } = useEnvironment();
  const [added, setAdded] = createSignal(false);
  let reset: ReturnType<typeof setTimeout>;
  onCleanup(() => clearTimeout(reset));

  const submission = createSubmission<CartChanged>({
    send: (body) => {
      setAdded(false);
      return addItemForm.send(api, body);
    },
    then: ({ cart }, body) => {
      dispatch(cartReplaced(cart));
      emit('orders:item-added', { productId: product.productId, quantity: Number(body.quantity) });
      setAdded(true);
      clearTimeout(reset);
      reset = setTimeout(() => setAdded(false), FEEDBACK_MS);
    },
  });
  const soldOut = () => product.available <= 0;
  const full = () => product.variant === 'full';
  const words = () => {
    if (soldOut()) return 'Sold out';
    if (submission.pending()) return 'Adding…';
    return added() ? 'Added' : 'Add to cart';
  };

  return (
    <form
      class="orders-add"
      classList={{ 'orders-add--full': full() }}
      method="post"
      action={addItemForm.action}
      onSubmit={submission.onSubmit}
    >
      <input type="hidden" name="productId" value={product.productId} />
      <input type="hidden" name="returnTo" value={url} />
      <Show when={full() && !soldOut()} fallback={<input type="hidden" name="quantity" value="1" />}>
        <div class="orders-add__quantity">
          <label class="t-label" for={`${instance}-quantity`}>
            Quantity
          </label>
          <QuantitySelect id={`${instance}-quantity`} value={1} max={Math.min(product.available, MAX_QUANTITY)} />
        </div>
      </Show>
      <button
        class="t-button orders-add__button"
        classList={{ 'orders-add__button--added': added() }}
        type="submit"
        data-testid="add-to-cart"
        aria-label={`${soldOut() ? 'Sold out' : 'Add to cart'}: ${product.productName}`}
        aria-busy={submission.pending()}
        disabled={soldOut()}
      >
        <Show when={!soldOut()}>
          <Icon name={added() ? 'check' : 'plus'} />
        </Show>
        <span>{words()}</span>
      </button>
      <p class="t-visually-hidden" role="status">
        {added() ? `Added ${product.productName} to your cart` : ''}
      </p>
      <div class="orders-live orders-add__problem" role="alert">
        <Show when={submission.failure()}>{(failure) => <p class="t-field__error">{failure().message}</p>}</Show>
      </div>
    </form>
  );
}
