import type { OrderScreen } from '@tessera/contracts/bff/orders';
import { For, Show } from 'solid-js';
import { returnOrderForm } from '../../api/orders-bff.ts';
import { useEnvironment } from '../../fragment/environment.tsx';
import { createSubmission } from '../../ui/create-submission.ts';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Field, fieldId } from '../../ui/field.tsx';
import { type ReturnableLine, returnableLines } from './returnable.ts';

/** Lets the shopper choose what of a delivered order goes back. `sent` is told when the shop knows. */
export function ReturnForm(form: { screen: OrderScreen; sent: () => Promise<void>; refused: () => Promise<void> }) {
  const { api, instance } = useEnvironment();
  const order = () => form.screen.order;
  const lines = () => returnableLines(order(), new Date());
  const typed = () => form.screen.returning.form?.values ?? {};
  const submission = createSubmission({
    first: form.screen.returning.form,
    send: (body) => returnOrderForm(order().id).send(api, body),
    then: form.sent,
    failed: form.refused,
  });
  return (
    <Show when={lines().length > 0}>
      <details class="orders-cancel" id={`${instance}-return`} open={submission.failure() !== null}>
        <summary class="t-button t-button--quiet t-button--wide">Send something back</summary>
        <form method="post" action={returnOrderForm(order().id).action} onSubmit={submission.onSubmit} novalidate>
          <ErrorSummary failure={submission.failure()} title="This return can’t be asked for yet" />
          <p class="t-small">
            Choose what goes back and tell us why. When it has arrived here, we return what you paid for it.
          </p>
          <input type="hidden" name="idempotencyKey" value={form.screen.returning.idempotencyKey} />
          <fieldset class="orders-return__lines" id={fieldId(instance, 'lines')} tabindex="-1">
            <legend>What goes back?</legend>
            <For each={lines()}>
              {(line) => (
                <>
                  <input type="hidden" name={`lines.${line.at}.productId`} value={line.line.productId} />
                  <Field name={`lines.${line.at}.quantity`} label={line.line.name} failure={submission.failure()}>
                    {(control) => (
                      <QuantityChoice
                        control={control}
                        line={line}
                        chosen={Number(typed()[`lines.${line.at}.quantity`] ?? 0)}
                      />
                    )}
                  </Field>
                </>
              )}
            </For>
          </fieldset>
          <Field name="reason" label="Why does it go back?" failure={submission.failure()}>
            {(control) => (
              <textarea
                class="t-input"
                id={control.id}
                name={control.name}
                rows="3"
                maxlength="500"
                aria-required="true"
                aria-invalid={control['aria-invalid']}
                aria-describedby={control['aria-describedby']}
              >
                {typed().reason ?? ''}
              </textarea>
            )}
          </Field>
          <button class="t-button t-button--wide" type="submit" aria-disabled={submission.pending()}>
            {submission.pending() ? 'Asking…' : 'Ask to send it back'}
          </button>
        </form>
      </details>
    </Show>
  );
}

function QuantityChoice(choice: {
  control: Parameters<Parameters<typeof Field>[0]['children']>[0];
  line: ReturnableLine;
  chosen: number;
}) {
  return (
    <select
      class="t-select"
      id={choice.control.id}
      name={choice.control.name}
      aria-invalid={choice.control['aria-invalid']}
      aria-describedby={choice.control['aria-describedby']}
    >
      <For each={Array.from({ length: choice.line.left + 1 }, (_, quantity) => quantity)}>
        {(quantity) => (
          <option value={quantity} selected={quantity === choice.chosen}>
            {quantity === 0 ? 'Keep it' : `Send back ${quantity}`}
          </option>
        )}
      </For>
    </select>
  );
}
