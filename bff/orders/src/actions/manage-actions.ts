import { tracking } from '@tessera/contracts/api/order';
import { localPath } from '@tessera/contracts/local-path';
import { idempotencyKey, text } from '@tessera/contracts/primitives';
import { formAction } from '@tessera/service-kit/bff/form';
import type { Express } from 'express';
import { z } from 'zod';
import type { Services } from '../services.ts';

const PAGE = '/admin/orders';
const back = z.string().optional().catch(undefined);

/** An address that was left empty is none. */
const parcel = tracking.extend({ url: z.preprocess((value) => value || undefined, tracking.shape.url) });

const step = z.object({
  status: z.enum(['packed', 'shipped', 'delivered']),
  version: z.coerce.number().int(),
  tracking: parcel.optional(),
  returnTo: back,
});
/** People write money with a point or a comma. */
const typedMoney = z
  .string()
  .trim()
  .regex(/^\d{1,9}([.,]\d{1,2})?$/, 'Enter an amount such as 12.50')
  .transform((typed) => Math.round(Number(typed.replace(',', '.')) * 100));
const refund = z.object({
  amount: typedMoney,
  currency: z.string().length(3),
  reason: text(500).min(1, 'Tell the shopper why'),
  idempotencyKey,
  returnTo: back,
});
const decision = z.object({ decision: z.enum(['received', 'refused']), note: text(500).optional(), returnTo: back });

/** Forms of those who pack orders. Whether somebody may is the order service's to say. */
export function mountManageActions(app: Express, { services, secret }: { services: Services; secret: string }): void {
  const { order } = services;
  const action = { name: 'manage', secret, fallback: PAGE };
  const next = (returnTo: string | undefined) => ({ next: localPath(returnTo) ?? PAGE });

  app.post(
    '/admin/orders/:id/status',
    formAction({
      ...action,
      schema: step,
      handle: async ({ returnTo, ...body }, req) => {
        await order.advanceOrder({ params: { id: String(req.params.id) }, body, caller: req.session.credentials() });
        return next(returnTo);
      },
    }),
  );
  app.post(
    '/admin/orders/:id/refunds',
    formAction({
      ...action,
      schema: refund,
      handle: async ({ returnTo, idempotencyKey: key, amount, currency, reason }, req) => {
        await order.refundOrder({
          params: { id: String(req.params.id) },
          headers: { 'idempotency-key': key },
          body: { amount: { amount, currency }, reason },
          caller: req.session.credentials(),
        });
        return next(returnTo);
      },
    }),
  );
  app.post(
    '/admin/orders/:id/returns/:returnId/decision',
    formAction({
      ...action,
      schema: decision,
      handle: async ({ returnTo, note, ...body }, req) => {
        const params = { id: String(req.params.id), returnId: String(req.params.returnId) };
        const told = { ...body, ...(note && { note }) };
        await order.decideReturn({ params, body: told, caller: req.session.credentials() });
        return next(returnTo);
      },
    }),
  );
}
