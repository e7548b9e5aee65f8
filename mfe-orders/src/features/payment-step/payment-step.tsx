import type { CheckoutDone, OrderScreen } from '@tessera/contracts/bff/orders';
import type { FragmentProps } from '@tessera/contracts/remote/fragments';
import { cartReplaced } from '@tessera/contracts/state/cart';
import { Show } from 'solid-js';
import { isNotFound } from '../../api/failure.ts';
import { confirmPaymentForm, getOrderScreen } from '../../api/orders-bff.ts';
import { useEnvironment } from '../../fragment/environment.tsx';
import type { Fragment } from '../../fragment/fragment.ts';
import { createSubmission } from '../../ui/create-submission.ts';
import { Icon } from '../../ui/icon.tsx';
import { Money } from '../../ui/locale.tsx';
import { OrderNotFound } from '../../ui/order-not-found.tsx';

type Props = FragmentProps['orders/payment-step'];

export const fragment: Fragment<Props, OrderScreen | null> = {
  load: async ({ api, props }) => {
    try {
      const data = await getOrderScreen(api, props.orderId);
      // A second step elsewhere starts from the order's page.
      if (!data.awaitsSecondStep || data.redirectUrl) return { data, page: { redirect: `/orders/${data.order.id}` } };
      return { data, page: { title: 'Confirm your payment' } };
    } catch (error) {
      if (!isNotFound(error)) throw error;
      return { data: null, page: { title: 'Order not found', status: 404 } };
    }
  },
  View: (view) => (
    <Show when={view.data} fallback={<OrderNotFound />}>
      {(data) => <PaymentStep screen={data()} />}
    </Show>
  ),
};

function PaymentStep(view: { screen: OrderScreen }) {
  const { api, dispatch, instance, navigate } = useEnvironment();
  const form = () => confirmPaymentForm(view.screen.order.id);
  const submission = createSubmission<CheckoutDone>({
    first: view.screen.form,
    send: (body) => form().send(api, body),
    then: ({ next, cart }) => {
      dispatch(cartReplaced(cart));
      navigate(next);
      return new Promise(() => {});
    },
  });
  return (
    <section class="orders-step t-card" aria-labelledby={`${instance}-title`}>
      <span class="orders-empty__icon">
        <Icon name="lock" />
      </span>
      <p class="t-small t-muted">Sandbox Bank</p>
      <h1 id={`${instance}-title`}>Confirm your payment</h1>
      <p>
        Your bank wants to know that it is you. Tessera asks for{' '}
        <strong class="t-price">
          <Money amount={view.screen.order.total} />
        </strong>{' '}
        for order {view.screen.order.number}.
      </p>
      <p class="t-small t-muted">This is a rehearsal: no money moves, whatever you choose.</p>
      <div class="orders-live" role="alert">
        <Show when={submission.failure()}>
          {(failure) => <p class="t-notice t-notice--danger">{failure().message}</p>}
        </Show>
      </div>
      <div class="orders-step__choice" aria-busy={submission.pending()}>
        <form method="post" action={form().action} onSubmit={submission.onSubmit}>
          <input type="hidden" name="approve" value="true" />
          <button class="t-button t-button--wide" type="submit" aria-disabled={submission.pending()}>
            Approve
          </button>
        </form>
        <form method="post" action={form().action} onSubmit={submission.onSubmit}>
          <input type="hidden" name="approve" value="false" />
          <button class="t-button t-button--quiet t-button--wide" type="submit" aria-disabled={submission.pending()}>
            Decline
          </button>
        </form>
      </div>
      <p class="t-visually-hidden" role="status">
        {submission.pending() ? 'Telling the bank' : ''}
      </p>
    </section>
  );
}
