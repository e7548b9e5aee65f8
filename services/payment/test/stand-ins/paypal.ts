import { createSign, createVerify, generateKeyPairSync, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import express, { type RequestHandler } from 'express';
import { button, createStandIn, listen, page } from './stand-in.ts';

interface Money {
  readonly currency_code: string;
  readonly value: string;
}
interface Capture {
  readonly id: string;
  readonly amount: Money;
  readonly custom_id: string;
  status: 'COMPLETED' | 'PENDING' | 'DECLINED' | 'PARTIALLY_REFUNDED' | 'REFUNDED';
}
interface Order {
  readonly id: string;
  readonly intent: string;
  status: 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED';
  readonly purchase_units: {
    readonly amount: Money;
    readonly custom_id: string;
    readonly invoice_id: string;
    payments?: { captures: Capture[]; refunds?: Refund[] };
  }[];
  readonly links: { rel: string; href: string; method: string }[];
}
interface Refund {
  readonly id: string;
  readonly amount: Money;
  /** Of refunds that somebody asked for by the API. */
  readonly custom_id?: string;
  readonly links: { rel: string; href: string; method: string }[];
  status: 'COMPLETED' | 'PENDING' | 'FAILED';
}
interface Event {
  readonly id: string;
  readonly event_version: string;
  readonly event_type: string;
  readonly create_time: string;
  readonly resource: unknown;
}
interface OrderRequest extends Pick<Order, 'intent' | 'purchase_units'> {
  readonly payment_source: { paypal: { experience_context: { return_url: string; cancel_url: string } } };
}

export const PAYPAL_KEYS = {
  PAYPAL_CLIENT_ID: 'stand-in-client',
  PAYPAL_CLIENT_SECRET: 'stand-in-secret',
  PAYPAL_WEBHOOK_ID: 'stand-in-webhook',
};
const TOKEN = 'A21AAstand-in';
const newId = () => randomBytes(9).toString('hex').toUpperCase().slice(0, 17);
const refusal = (name: string, issue: string) => ({
  ...{ name, message: 'The requested action could not be performed.', debug_id: newId(), details: [{ issue }] },
});
const minor = ({ value }: Money) => Math.round(Number(value) * 100);

/**
 * PayPal as far as the shop needs it, from https://developer.paypal.com/docs/api: orders, captures, refunds,
 * `PayPal-Request-Id`, signed webhooks and their verification. Takes no money; speaks of euros only.
 */
export async function startPaypal({ port = 0 } = {}) {
  const [orders, refunds] = [new Map<string, Order>(), new Map<string, Refund>()];
  const returns = new Map<string, { return_url: string; cancel_url: string }>();
  const captureOf = new Map<string, Order>();
  const refundsOf = new Map<string, Refund[]>();
  const requests = new Map<string, { asked: string; answer: () => { status: number; body: unknown } }>();
  const declining = new Set<string>();
  /** What becomes of the next captures and refunds. */
  const settings = { captures: 'COMPLETED' as Capture['status'], refunds: 'COMPLETED' as Refund['status'] };
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const strangers = generateKeyPairSync('rsa', { modulusLength: 2048 });

  const signed = (id: string, time: string, body: string) =>
    `${id}|${time}|${PAYPAL_KEYS.PAYPAL_WEBHOOK_ID}|${crc32(body)}`;
  const standIn = createStandIn<Event>({
    answers: {
      500: { status: 500, body: { name: 'INTERNAL_SERVER_ERROR', message: 'Try again.' } },
      429: { status: 429, body: { name: 'RATE_LIMIT_REACHED', message: 'Try again.' } },
      'in-progress': { status: 422, body: refusal('UNPROCESSABLE_ENTITY', 'DUPLICATE_REQUEST_ID') },
      'refused-after': { status: 422, body: refusal('UNPROCESSABLE_ENTITY', 'CAPTURE_FULLY_REFUNDED') },
    },
    sign(event, forged) {
      // Written in a way that no parser gives back: only the bytes themselves verify.
      const body = JSON.stringify(event, null, 1).replace('/', '\\/');
      const [id, time] = [newId(), new Date().toISOString()];
      const signature = createSign('sha256').update(signed(id, time, body));
      return {
        body,
        headers: {
          'paypal-auth-algo': 'SHA256withRSA',
          'paypal-cert-url': 'https://api.paypal.com/v1/notifications/certs/CERT-stand-in',
          'paypal-transmission-id': id,
          'paypal-transmission-time': time,
          'paypal-transmission-sig': signature.sign((forged ? strangers : keys).privateKey, 'base64'),
        },
      };
    },
  });
  const tell = (type: string, resource: object) =>
    standIn.tell({
      ...{ id: `WH-${newId()}-${newId()}`, event_version: '1.0', event_type: type },
      ...{ create_time: new Date().toISOString(), resource: structuredClone(resource) },
    });

  const refuse = (res: express.Response, status: number, issue: string) =>
    void res.status(status).json(refusal(status === 404 ? 'RESOURCE_NOT_FOUND' : 'UNPROCESSABLE_ENTITY', issue));

  /** https://developer.paypal.com/api/rest/reference/idempotency: the same id gets the latest state of what it made. */
  const once = (
    req: express.Request,
    res: express.Response,
    make: () => (() => { status: number; body: unknown }) | undefined,
  ) => {
    const requestId = `${req.path.split('/')[2]} ${req.get('paypal-request-id')}`;
    const asked = `${req.path} ${req.body}`;
    const before = requests.get(requestId);
    if (before && before.asked !== asked) return refuse(res, 422, 'DUPLICATE_REQUEST_ID');
    const answer = before?.answer ?? make();
    if (!answer) return;
    requests.set(requestId, { asked, answer });
    const { status, body } = answer();
    res.status(before ? 200 : status).json(body);
  };

  const giveBack = (captureId: string, asked: Pick<Refund, 'amount' | 'custom_id'>): Refund => {
    const up = `${server.baseUrl}/v2/payments/captures/${captureId}`;
    const links = [{ rel: 'up', href: up, method: 'GET' }];
    const refund: Refund = { id: newId(), ...asked, links, status: settings.refunds };
    const back = [...(refundsOf.get(captureId) ?? []), refund];
    refunds.set(refund.id, refund);
    refundsOf.set(captureId, back);
    const payments = captureOf.get(captureId)?.purchase_units[0]?.payments;
    if (payments) payments.refunds = back;
    tell(refund.status === 'COMPLETED' ? 'PAYMENT.CAPTURE.REFUNDED' : `PAYMENT.REFUND.${refund.status}`, refund);
    return refund;
  };

  const authenticated: RequestHandler = (req, res, next) =>
    req.get('authorization') === `Bearer ${TOKEN}`
      ? next()
      : void res.status(401).json({ name: 'AUTHENTICATION_FAILURE' });

  const server = await listen((app, baseUrl) => {
    app.use(express.text({ type: () => true }));

    app.post('/v1/oauth2/token', standIn.misbehave, (req, res) => {
      const { PAYPAL_CLIENT_ID: id, PAYPAL_CLIENT_SECRET: secret } = PAYPAL_KEYS;
      const known = req.get('authorization') === `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
      if (!known) return void res.status(401).json({ error: 'invalid_client' });
      res.json({ access_token: TOKEN, token_type: 'Bearer', expires_in: 32_400, scope: 'openid' });
    });

    app.get('/checkoutnow', (req, res) => {
      const order = orders.get(String(req.query.token));
      if (!order) return void res.status(404).send(page('This page has expired', ''));
      const [unit] = order.purchase_units;
      const choices =
        button('approve', 'Pay now') +
        button('approve-declining', 'Pay now with a card that is declined') +
        button('cancel', 'Cancel and go back');
      res.send(page('PayPal (stand-in)', `<p>Pay ${unit?.amount.value} ${unit?.amount.currency_code}</p>${choices}`));
    });
    app.post('/checkoutnow', (req, res) => {
      const order = orders.get(String(req.query.token));
      const choice = new URLSearchParams(req.body).get('choice');
      const back = returns.get(order?.id ?? '');
      if (!order || !back) return void res.status(404).send(page('This page has expired', ''));
      if (choice === 'cancel') return void res.redirect(303, `${back.cancel_url}?token=${order.id}`);
      if (choice === 'approve-declining') declining.add(order.id);
      if (order.status === 'PAYER_ACTION_REQUIRED') {
        order.status = 'APPROVED';
        tell('CHECKOUT.ORDER.APPROVED', order);
      }
      res.redirect(303, `${back.return_url}?token=${order.id}&PayerID=${newId()}`);
    });

    app.use(authenticated, standIn.misbehave);

    app.post('/v2/checkout/orders', (req, res) =>
      once(req, res, () => {
        const asked: OrderRequest = JSON.parse(req.body);
        const id = newId();
        const order: Order = {
          ...{ id, intent: asked.intent, status: 'PAYER_ACTION_REQUIRED', purchase_units: asked.purchase_units },
          links: [
            { rel: 'self', href: `${baseUrl()}/v2/checkout/orders/${id}`, method: 'GET' },
            { rel: 'payer-action', href: `${baseUrl()}/checkoutnow?token=${id}`, method: 'GET' },
          ],
        };
        orders.set(id, order);
        returns.set(id, asked.payment_source.paypal.experience_context);
        return () => ({ status: 201, body: order });
      }),
    );
    app.get('/v2/checkout/orders/:id', (req, res) => {
      const order = orders.get(req.params.id);
      if (!order) return refuse(res, 404, 'INVALID_RESOURCE_ID');
      res.json(order);
    });
    app.post('/v2/checkout/orders/:id/capture', (req, res) =>
      once(req, res, () => {
        const order = orders.get(req.params.id);
        const unit = order?.purchase_units[0];
        if (!order || !unit) return refuse(res, 404, 'INVALID_RESOURCE_ID') as undefined;
        if (order.status === 'COMPLETED') return refuse(res, 422, 'ORDER_ALREADY_CAPTURED') as undefined;
        if (order.status !== 'APPROVED') return refuse(res, 422, 'ORDER_NOT_APPROVED') as undefined;
        if (declining.has(order.id)) return refuse(res, 422, 'INSTRUMENT_DECLINED') as undefined;
        const capture: Capture = {
          ...{ id: newId(), amount: unit.amount, custom_id: unit.custom_id, status: settings.captures },
        };
        order.status = 'COMPLETED';
        unit.payments = { captures: [capture] };
        captureOf.set(capture.id, order);
        tell(`PAYMENT.CAPTURE.${capture.status}`, capture);
        return () => ({ status: 201, body: order });
      }),
    );

    app.post('/v2/payments/captures/:id/refund', (req, res) =>
      once(req, res, () => {
        const capture = captureOf.get(req.params.id)?.purchase_units[0]?.payments?.captures[0];
        if (!capture) return refuse(res, 404, 'INVALID_RESOURCE_ID') as undefined;
        const asked: Pick<Refund, 'amount' | 'custom_id'> = JSON.parse(req.body);
        const back = refundsOf.get(capture.id) ?? [];
        const left = back.reduce(
          (sum, { status, amount }) => (status === 'FAILED' ? sum : sum - minor(amount)),
          minor(capture.amount),
        );
        if (minor(asked.amount) > left) return refuse(res, 422, 'REFUND_AMOUNT_EXCEEDED') as undefined;
        const refund = giveBack(capture.id, asked);
        return () => ({ status: 201, body: refund });
      }),
    );
    app.get('/v2/payments/refunds/:id', (req, res) => {
      const refund = refunds.get(req.params.id);
      if (!refund) return refuse(res, 404, 'INVALID_RESOURCE_ID');
      res.json(refund);
    });

    app.post('/v1/notifications/verify-webhook-signature', (req, res) => {
      const asked = JSON.parse(req.body);
      const event = req.body.slice(req.body.indexOf('"webhook_event":') + '"webhook_event":'.length, -1);
      const genuine =
        asked.webhook_id === PAYPAL_KEYS.PAYPAL_WEBHOOK_ID &&
        createVerify('sha256')
          .update(signed(asked.transmission_id, asked.transmission_time, event))
          .verify(keys.publicKey, asked.transmission_sig, 'base64');
      res.json({ verification_status: genuine ? 'SUCCESS' : 'FAILURE' });
    });
  }, port);

  return {
    ...server,
    ...standIn,
    settings,
    /** Money that is at the shop, of one payment of ours, in minor units. */
    moneyOf(paymentId: string): { taken: number; returned: number } {
      const own = [...captureOf.values()]
        .flatMap((order) => order.purchase_units.flatMap(({ payments }) => payments?.captures ?? []))
        .filter(({ custom_id, status }) => custom_id === paymentId && status !== 'PENDING' && status !== 'DECLINED');
      const back = own.flatMap(({ id }) => refundsOf.get(id) ?? []).filter(({ status }) => status !== 'FAILED');
      return {
        taken: own.reduce((sum, { amount }) => sum + minor(amount), 0),
        returned: back.reduce((sum, { amount }) => sum + minor(amount), 0),
      };
    },
    /** Somebody gives money back in PayPal's dashboard. */
    refundByHand(paymentId: string, amount: number) {
      const captures = [...captureOf.values()].flatMap((order) => order.purchase_units[0]?.payments?.captures ?? []);
      const capture = captures.find(({ custom_id }) => custom_id === paymentId);
      if (!capture) throw new Error('No money was taken');
      giveBack(capture.id, { amount: { ...capture.amount, value: (amount / 100).toFixed(2) } });
    },
    /** The shoppers' banks send what was given back to us again. */
    sendBack() {
      for (const refund of refunds.values()) {
        refund.status = 'FAILED';
        tell('PAYMENT.REFUND.FAILED', refund);
      }
    },
    /** Days later: what was pending ends. */
    async settle(end: 'succeeded' | 'failed') {
      for (const order of captureOf.values()) {
        for (const capture of order.purchase_units[0]?.payments?.captures ?? []) {
          if (capture.status !== 'PENDING') continue;
          capture.status = end === 'succeeded' ? 'COMPLETED' : 'DECLINED';
          tell(`PAYMENT.CAPTURE.${capture.status}`, capture);
        }
      }
      for (const refund of refunds.values()) {
        if (refund.status !== 'PENDING') continue;
        refund.status = end === 'succeeded' ? 'COMPLETED' : 'FAILED';
        tell(end === 'succeeded' ? 'PAYMENT.CAPTURE.REFUNDED' : 'PAYMENT.REFUND.FAILED', refund);
      }
    },
  };
}
