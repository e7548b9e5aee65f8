import type { FormState } from '@tessera/contracts/bff/form';
import { TextField } from '../../ui/text-field.tsx';

/** Never prefilled: card data is not kept anywhere, not even for a page view. */
export function CardFields(fields: { failure: FormState | null }) {
  return (
    <>
      <details class="orders-sandbox" open>
        <summary>Test cards only</summary>
        <dl>
          <div>
            <dt>4242 4242 4242 4242</dt>
            <dd>pays</dd>
          </div>
          <div>
            <dt>4000 0000 0000 0002</dt>
            <dd>is declined</dd>
          </div>
          <div>
            <dt>4000 0025 0000 3155</dt>
            <dd>asks for a second step</dd>
          </div>
        </dl>
        <p class="t-small">Use any date in the future and any three digits.</p>
      </details>
      <TextField
        name="card.number"
        label="Card number"
        autocomplete="cc-number"
        inputmode="numeric"
        placeholder="4242 4242 4242 4242"
        maxlength={25}
        failure={fields.failure}
      />
      <div class="t-form__row t-form__row--short">
        <TextField
          name="card.expiry"
          label="Expiry date"
          autocomplete="cc-exp"
          inputmode="numeric"
          placeholder="MM/YY"
          maxlength={7}
          failure={fields.failure}
        />
        <TextField
          name="card.cvc"
          label="Security code"
          autocomplete="cc-csc"
          inputmode="numeric"
          placeholder="123"
          maxlength={4}
          failure={fields.failure}
        />
      </div>
    </>
  );
}
