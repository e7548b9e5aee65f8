import type { PaymentOption } from '@tessera/contracts/api/payment';
import type { FormState } from '@tessera/contracts/bff/form';
import { Index, Show } from 'solid-js';
import { useEnvironment } from '../../fragment/environment.tsx';
import { fieldId } from '../../ui/field.tsx';

interface PaymentChoiceProps {
  readonly options: readonly PaymentOption[];
  readonly chosen: string | undefined;
  readonly failure: FormState | null;
}

/** Plain radio buttons: which fields go with them is the stylesheet's, so that it works without JavaScript. */
export function PaymentChoice(choice: PaymentChoiceProps) {
  const { instance } = useEnvironment();
  const id = fieldId(instance, 'paymentMethod');
  const error = () => choice.failure?.errors.find(({ path }) => path === 'paymentMethod')?.message;
  const first = choice.options.some(({ provider }) => provider === choice.chosen)
    ? choice.chosen
    : choice.options[0]?.provider;
  return (
    <fieldset class="orders-options" aria-describedby={error() ? `${id}-error` : undefined}>
      <legend>How would you like to pay?</legend>
      {/* By position: a new look at the screen must not make new buttons, which would forget the choice. */}
      <Index each={choice.options}>
        {(option, index) => {
          // Read once: from then on the choice is the shopper's.
          const checked = option().provider === first;
          return (
            <label class="orders-option">
              <input
                type="radio"
                name="paymentMethod"
                id={index === 0 ? id : undefined}
                value={option().provider}
                checked={checked}
                data-kind={option().kind}
              />
              <span>
                {option().label}
                <Show when={option().kind === 'redirect'}>
                  <small class="t-muted">You pay on the next page, and come back here.</small>
                </Show>
              </span>
            </label>
          );
        }}
      </Index>
      <Show when={error()}>
        <p class="t-field__error" id={`${id}-error`}>
          {error()}
        </p>
      </Show>
    </fieldset>
  );
}
