import type { CheckoutDone } from '@tessera/contracts/bff/orders';
import { formAction } from '@tessera/service-kit/bff/form';
import { settle } from '@tessera/service-kit/bff/screen';
import type { Session } from '@tessera/service-kit/bff/session';
import { UpstreamError } from '@tessera/service-kit/upstream-error';
import type { Express } from 'express';
import { z } from 'zod';
import { accessTo, type OrderAccess } from '../order-access.ts';
import { cartOf, cartState, EMPTY } from '../screens/cart-of.ts';
import type { Services } from '../services.ts';
import { checkOut, takeOut } from './check-out.ts';
import { checkoutForm, KEPT_FIELDS } from './checkout-form.ts';
import { KEPT_FIELDS as KEPT_RETURN_FIELDS, namingFields, returnForm } from './return-form.ts';

const approval = z.object({
  approve: z.union([z.boolean(), z.enum(['true', 'false'], 'Choose yes or no').transform((value) => value === 'true')]),
});

/** Forms that place, pay for, cancel and send back orders. */
export function mountOrderActions(app: Express, { services, secret }: { services: Services; secret: string }): void {
  app.post(
    '/checkout',
    formAction({
      name: 'checkout',
      secret,
      fallback: '/checkout',
      schema: checkoutForm,
      keep: KEPT_FIELDS,
      handle: async (form, req) => following(await checkOut(services, req.session, form)),
    }),
  );
  app.post(
    '/orders/:id/confirm-payment',
    formAction({
      name: 'order',
      secret,
      fallback: '/orders',
      schema: approval,
      handle: async ({ approve }, req) => {
        const id = orderOf(req.params);
        return following(await confirmPayment(services, req.session, { id, approve, access: accessTo(id, req) }));
      },
    }),
  );
  app.post(
    '/orders/:id/cancel',
    formAction({
      name: 'order',
      secret,
      fallback: '/orders',
      schema: z.object({}),
      handle: async (_, req) => {
        const id = orderOf(req.params);
        await services.order.cancelOrder({ params: { id }, ...accessTo(id, req) });
        return { next: `/orders/${id}` };
      },
    }),
  );
  app.post(
    '/orders/:id/returns',
    formAction({
      name: 'return',
      secret,
      fallback: '/orders',
      schema: returnForm,
      keep: KEPT_RETURN_FIELDS,
      handle: async ({ idempotencyKey, lines, reason }, req) => {
        const id = orderOf(req.params);
        const { caller, headers } = accessTo(id, req);
        const body = { lines: lines.map(({ productId, quantity }) => ({ productId, quantity })), reason };
        await services.order
          .requestReturn({
            ...{ params: { id }, caller, body },
            headers: { ...headers, 'idempotency-key': idempotencyKey },
          })
          .catch(namingFields(lines));
        return { next: `/orders/${id}` };
      },
    }),
  );
}

const following = (done: CheckoutDone) => ({ next: done.next, body: done });
const orderOf = (params: Record<string, string | string[]>): string => String(params.id);

async function confirmPayment(
  services: Services,
  session: Session,
  { id, approve, access }: { id: string; approve: boolean; access: OrderAccess },
): Promise<CheckoutDone> {
  const { order, payment } = await services.order
    .confirmPayment({ params: { id }, body: { approve }, caller: access.caller })
    .catch((error: unknown) => {
      // Answered before, in another tab or by a double click: the order's page tells what came of it.
      if (error instanceof UpstreamError && error.problem.code === 'payment-not-waiting') {
        return services.order.getOrder({ params: { id }, ...access });
      }
      throw error;
    });
  // What was paid is paid: from here on nothing may make it look as if it were not.
  const before = await settle(cartOf(services, session), EMPTY);
  const paid = payment?.status === 'succeeded' || payment?.status === 'processing';
  const cart = paid ? await takeOut(services, session, order, before) : before;
  return { next: `/orders/${order.id}`, cart: await cartState(services, cart), orderId: order.id };
}
