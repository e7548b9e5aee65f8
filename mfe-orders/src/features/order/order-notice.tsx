import type { OrderScreen } from '@tessera/contracts/bff/orders';
import { Match, Show, Switch } from 'solid-js';
import { useEnvironment } from '../../fragment/environment.tsx';
import { isRefundOpen } from '../../ui/left-to-refund.ts';

const sentence = (words: string) => (/[.!?]$/.test(words) ? words : `${words}.`);

/** What the shopper should know or do now: something in every state, so that the page below stays in place. */
export function OrderNotice(notice: { screen: OrderScreen }) {
  const { instance } = useEnvironment();
  const order = () => notice.screen.order;
  const wasPaid = () => order().history.some(({ status }) => status === 'paid');
  return (
    <div class="orders-live orders-order__notice">
      <Show when={notice.screen.form}>
        {(form) => (
          <p class="t-notice t-notice--danger" role="alert">
            {form().message}
          </p>
        )}
      </Show>
      <Show when={notice.screen.returning.form}>
        {(form) => (
          <p class="t-notice t-notice--danger">
            <a href={`#${instance}-return`}>Your return was not asked for</a>: {form().message}
          </p>
        )}
      </Show>
      <Show when={isRefundOpen(order())}>
        <p class="t-notice t-notice--warning">
          We could not give your money back: your bank or our payment partner refused it. We see to it and try again.
        </p>
      </Show>
      <Switch>
        <Match when={notice.screen.awaitsSecondStep}>
          <div class="t-notice t-notice--warning">
            <p>
              {notice.screen.redirectUrl
                ? 'Your payment is not finished: it goes on at our payment partner.'
                : 'Your bank wants you to confirm this payment.'}
            </p>
            <p>
              <a
                class="t-button t-button--small"
                href={notice.screen.redirectUrl ?? `/checkout/verify/${order().id}`}
                rel="noreferrer"
              >
                {notice.screen.redirectUrl ? 'Go on with the payment' : 'Confirm the payment'}
              </a>
            </p>
          </div>
        </Match>
        <Match when={order().status === 'pending-payment'}>
          <p class="t-notice">We are waiting for your bank. This page moves on by itself.</p>
        </Match>
        <Match when={order().status === 'paid'}>
          <p class="t-notice t-notice--success">
            Thank you! Your order is paid. The confirmation goes to {order().email}.
          </p>
        </Match>
        <Match when={order().status === 'packed'}>
          <p class="t-notice">Your order is packed and leaves soon. We tell you when it is on its way.</p>
        </Match>
        <Match when={order().status === 'shipped'}>
          <p class="t-notice">Your order is on its way. We tell you when it has arrived.</p>
        </Match>
        <Match when={order().status === 'delivered'}>
          <p class="t-notice t-notice--success">Your order has arrived. Enjoy it!</p>
        </Match>
        <Match when={order().status === 'cancelled'}>
          <p class="t-notice">
            {sentence(order().reason ?? 'This order was cancelled')} Nothing will be sent
            {wasPaid() && !isRefundOpen(order()) ? ', and what you paid goes back to your card.' : '.'}
          </p>
        </Match>
        <Match when={order().status === 'refunded' && !isRefundOpen(order())}>
          <p class="t-notice">Your money is on its way back to you.</p>
        </Match>
      </Switch>
    </div>
  );
}
