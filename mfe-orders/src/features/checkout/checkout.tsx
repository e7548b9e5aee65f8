import type { CheckoutScreen } from '@tessera/contracts/bff/orders';
import { createEffect, Show } from 'solid-js';
import { checkoutForm, getCheckoutScreen } from '../../api/orders-bff.ts';
import { createCartScreen } from '../../fragment/create-cart-screen.ts';
import { useEnvironment } from '../../fragment/environment.tsx';
import type { Fragment } from '../../fragment/fragment.ts';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { StaleNotice } from '../../ui/stale-notice.tsx';
import { AddressSection } from './address-section.tsx';
import { CheckoutSummary } from './checkout-summary.tsx';
import { ContactSection } from './contact-section.tsx';
import { createCheckout } from './create-checkout.ts';
import { firstValues } from './first-values.ts';
import { PaymentSection } from './payment-section.tsx';

export const fragment: Fragment<unknown, CheckoutScreen> = {
  load: async ({ api }) => {
    const data = await getCheckoutScreen(api);
    if (data.lines.length === 0) return { data, page: { redirect: '/cart' } };
    return { data, page: { title: data.form ? 'Error: Checkout' : 'Checkout' } };
  },
  View: Checkout,
};

function Checkout(view: { data: CheckoutScreen }) {
  const { api, instance, navigate, url } = useEnvironment();
  const { screen, stale, reload, adopt } = createCartScreen(
    () => view.data,
    () => getCheckoutScreen(api),
  );
  const { done, submission } = createCheckout({ first: view.data.form, adopt, reload });
  // Read once: what stands in the fields afterwards is the shopper's.
  const values = firstValues(view.data, url);

  createEffect(() => {
    if (screen().lines.length === 0 && !done()) navigate('/cart');
  });

  return (
    <section class="orders-checkout" aria-labelledby={`${instance}-title`}>
      <h1 id={`${instance}-title`}>Checkout</h1>
      <StaleNotice when={stale()} retry={reload} />
      <ErrorSummary title="Your order was not placed" failure={submission.failure()} />
      <form
        class="orders-split"
        method="post"
        action={checkoutForm.action}
        onSubmit={submission.onSubmit}
        aria-busy={submission.pending()}
        noValidate
      >
        <input type="hidden" name="idempotencyKey" value={screen().idempotencyKey} />
        <Show when={screen().totals}>
          {(totals) => (
            <>
              <input type="hidden" name="expectedTotal.amount" value={totals().total.amount} />
              <input type="hidden" name="expectedTotal.currency" value={totals().total.currency} />
            </>
          )}
        </Show>
        <div class="orders-checkout__sections">
          <ContactSection values={values} failure={submission.failure()} />
          <AddressSection values={values} addresses={screen().addresses} failure={submission.failure()} />
          <PaymentSection
            options={screen().paymentOptions}
            chosen={values.paymentMethod}
            failure={submission.failure()}
          />
        </div>
        <CheckoutSummary screen={screen()} pending={submission.pending()} />
      </form>
    </section>
  );
}
