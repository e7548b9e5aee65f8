import type { CartChanged, CartScreenLine } from '@tessera/contracts/bff/orders';
import { createMemo, Show } from 'solid-js';
import { removeItemForm } from '../../api/orders-bff.ts';
import { useEnvironment } from '../../fragment/environment.tsx';
import { createSubmission } from '../../ui/create-submission.ts';
import { Icon } from '../../ui/icon.tsx';
import { Money } from '../../ui/locale.tsx';
import { Picture } from '../../ui/picture.tsx';
import { ProductName } from './product-name.tsx';
import { QuantityForm } from './quantity-form.tsx';

interface CartLineProps {
  readonly id: string;
  readonly lines: readonly CartScreenLine[];
  readonly changed: (answer: CartChanged) => Promise<void>;
  readonly removed: (name: string) => void;
  readonly refused: () => void;
}

export function CartLine(row: CartLineProps) {
  const { api } = useEnvironment();
  // The last sight of a line that is just being taken away serves until its row is gone.
  const line = createMemo<CartScreenLine>(
    (before) => row.lines.find(({ product }) => product.id === row.id) ?? before,
    row.lines.find(({ product }) => product.id === row.id) as CartScreenLine,
  );
  const removal = createSubmission<CartChanged>({
    send: (body) => removeItemForm(row.id).send(api, body),
    then: async (answer) => {
      const { name } = line().product;
      await row.changed(answer);
      row.removed(name);
    },
  });
  const product = () => line().product;

  return (
    <li class="orders-line" data-testid="cart-line" aria-busy={removal.pending()}>
      <Picture image={product().image} size={96} decorative />
      <div class="orders-line__what">
        <ProductName product={product()} />
        <p class="t-small t-muted">
          <Money amount={product().price} /> each
        </p>
        <Show when={line().formerPrice}>
          {(former) => (
            <p class="orders-line__note">
              The price changed: it was{' '}
              <s>
                <Money amount={former()} />
              </s>
              , now <Money amount={product().price} />.
            </p>
          )}
        </Show>
        <Show when={line().problem}>
          <p class="t-field__error">{line().problem}</p>
        </Show>
      </div>
      <div class="orders-line__actions">
        <Show when={product().slug}>
          <QuantityForm line={line()} changed={row.changed} refused={row.refused} />
        </Show>
        <form method="post" action={removeItemForm(row.id).action} onSubmit={removal.onSubmit}>
          <button class="t-button t-button--plain t-button--small orders-line__remove" type="submit">
            <Icon name="trash" />
            <span>
              Remove<span class="t-visually-hidden"> {product().name}</span>
            </span>
          </button>
        </form>
      </div>
      <p class="orders-line__total t-price">
        <Money amount={line().lineTotal} />
      </p>
      <div class="orders-live orders-line__failure" role="alert">
        <Show when={removal.failure()}>{(failure) => <p class="t-field__error">{failure().message}</p>}</Show>
      </div>
    </li>
  );
}
