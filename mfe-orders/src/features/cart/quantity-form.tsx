import type { CartChanged, CartScreenLine } from '@tessera/contracts/bff/orders';
import { MAX_QUANTITY } from '@tessera/contracts/limits';
import { onMount, Show } from 'solid-js';
import { setItemForm } from '../../api/orders-bff.ts';
import { useEnvironment } from '../../fragment/environment.tsx';
import { createSubmission } from '../../ui/create-submission.ts';
import { QuantitySelect } from '../../ui/quantity-select.tsx';

interface QuantityFormProps {
  readonly line: CartScreenLine;
  readonly changed: (answer: CartChanged) => Promise<void>;
  readonly refused: () => void;
}

/** Sends each new choice by itself; without JavaScript there is a button. */
export function QuantityForm(row: QuantityFormProps) {
  const { api } = useEnvironment();
  let form!: HTMLFormElement;
  const select = () => form.elements.namedItem('quantity') as HTMLSelectElement;

  const submission = createSubmission<CartChanged>({
    send: (body) => setItemForm(row.line.product.id).send(api, body),
    then: row.changed,
    failed: () => {
      select().value = String(row.line.quantity);
      row.refused();
    },
  });
  const sendIfChosenAnew = () => {
    if (form.isConnected && select().value !== String(row.line.quantity)) form.requestSubmit();
  };
  const onSubmit = async (event: SubmitEvent) => {
    const busy = submission.pending();
    await submission.onSubmit(event);
    if (!busy) sendIfChosenAnew();
  };
  // The shopper may have chosen before this code was there.
  onMount(sendIfChosenAnew);

  return (
    <form
      class="orders-line__quantity"
      method="post"
      action={setItemForm(row.line.product.id).action}
      autocomplete="off"
      ref={form}
      onSubmit={onSubmit}
      aria-busy={submission.pending()}
    >
      <QuantitySelect
        label={`Quantity of ${row.line.product.name}`}
        value={row.line.quantity}
        max={Math.min(row.line.product.available, MAX_QUANTITY)}
        onChange={sendIfChosenAnew}
      />
      <button class="t-button t-button--quiet t-button--small orders-no-script" type="submit">
        Update
      </button>
      <div class="orders-live" role="alert">
        <Show when={submission.failure()}>{(failure) => <p class="t-field__error">{failure().message}</p>}</Show>
      </div>
    </form>
  );
}
