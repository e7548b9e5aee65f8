import type { FormState } from '@tessera/contracts/bff/form';
import type { CheckoutDone } from '@tessera/contracts/bff/orders';
import type { CartState } from '@tessera/contracts/state/cart';
import { ApiProblem } from '@tessera/remote-kit/api';
import { createSignal } from 'solid-js';
import { checkoutForm } from '../../api/orders-bff.ts';
import { useEnvironment } from '../../fragment/environment.tsx';
import { createSubmission } from '../../ui/create-submission.ts';

/** Places the order, once: after success it stays busy until the next page is there. */
export function createCheckout(checkout: {
  first: FormState | null;
  adopt: (cart: CartState) => void;
  reload: () => Promise<void>;
}) {
  const { api, emit, navigate } = useEnvironment();
  const [done, setDone] = createSignal(false);

  const submission = createSubmission<CheckoutDone>({
    first: checkout.first,
    send: (body) => checkoutForm.send(api, body),
    then: ({ next, cart, orderId }) => {
      setDone(true);
      checkout.adopt(cart);
      emit('orders:order-placed', { orderId });
      // Back from a provider's page, the browser may show this one as it was left: busy for ever.
      window.addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
      navigate(next);
      return new Promise(() => {});
    },
    // A refused attempt is over: prices, stock and the attempt's key may be new. Without any answer the same key
    // must be sent again, because the order may have been placed.
    // Without a session the screen would be a stranger's, with an empty cart: the form waits for the next sign-in.
    failed: (error) => {
      const status = error instanceof ApiProblem ? error.problem.status : 500;
      if (status < 500 && status !== 401) return checkout.reload();
    },
  });
  return { done, submission };
}
