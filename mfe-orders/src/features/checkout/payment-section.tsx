import type { PaymentOption } from '@tessera/contracts/api/payment';
import type { FormState } from '@tessera/contracts/bff/form';
import { Show } from 'solid-js';
import { useEnvironment } from '../../fragment/environment.tsx';
import { CardFields } from './card-fields.tsx';
import { PaymentChoice } from './payment-choice.tsx';

interface PaymentSectionProps {
  readonly options: readonly PaymentOption[];
  /** The provider that was chosen at the last try. */
  readonly chosen: string | undefined;
  readonly failure: FormState | null;
}

/** With one way to pay there is nothing to choose; with more, the card's fields show while the card is chosen. */
export function PaymentSection(section: PaymentSectionProps) {
  const { instance } = useEnvironment();
  const only = () => (section.options.length === 1 ? section.options[0] : undefined);
  return (
    <section class="t-card t-form orders-payment" aria-labelledby={`${instance}-payment`}>
      <h2 id={`${instance}-payment`}>Payment</h2>
      <Show when={section.options.length === 0}>
        <p class="t-notice t-notice--warning">
          Nothing can be paid right now. Your cart is kept: <a href="/checkout">try again</a> in a moment.
        </p>
      </Show>
      <Show when={section.options.length > 1}>
        <PaymentChoice options={section.options} chosen={section.chosen} failure={section.failure} />
      </Show>
      <Show when={only()}>
        {(option) => (
          <>
            <input type="hidden" name="paymentMethod" value={option().provider} />
            <Show when={option().kind === 'redirect'}>
              <p>{option().label}: you pay on the next page, and come back here.</p>
            </Show>
          </>
        )}
      </Show>
      <Show when={section.options.some(({ kind }) => kind === 'card')}>
        <div class="t-form orders-payment__card">
          <CardFields failure={section.failure} />
        </div>
      </Show>
    </section>
  );
}
