import { createHmac, randomBytes } from 'node:crypto';
import express, { type RequestHandler } from 'express';
import { button, createStandIn, listen, page } from './stand-in.ts';

type Metadata = Record<string, string>;
interface Session {
  readonly id: string;
  readonly object: 'checkout.session';
  readonly url: string | null;
  readonly amount_total: number;
  readonly currency: string;
  readonly metadata: Metadata;
  readonly success_url: string;
  readonly cancel_url: string;
  readonly expires_at: number;
  status: 'open' | 'complete' | 'expired';
  payment_status: 'paid' | 'unpaid';
  payment_intent: string | null;
}
interface Intent {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly amount: number;
  readonly currency: string;
  readonly metadata: Metadata;
  status: 'processing' | 'succeeded' | 'requires_payment_method';
  amount_received: number;
}
interface Refund {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  readonly currency: string;
  readonly payment_intent: string;
  readonly metadata: Metadata;
  status: 'succeeded' | 'pending' | 'failed';
  failure_reason?: string;
}
interface Event {
  readonly id: string;
  readonly object: 'event';
  readonly type: string;
  readonly api_version: string;
  readonly created: number;
  readonly data: { readonly object: unknown };
}
interface Params {
  readonly line_items: { quantity: string; price_data: { currency: string; unit_amount: string } }[];
  readonly metadata?: Metadata;
  readonly payment_intent_data?: { metadata?: Metadata };
  readonly success_url: string;
  readonly cancel_url: string;
  readonly expires_at: string;
}

export const STRIPE_KEYS = { STRIPE_SECRET_KEY: 'sk_test_stand_in', STRIPE_WEBHOOK_SECRET: 'whsec_stand_in' };
const newId = (prefix: string) => `${prefix}_${randomBytes(12).toString('hex')}`;

/**
 * Stripe as far as the shop needs it, from https://docs.stripe.com/api: hosted Checkout Sessions, PaymentIntents behind
 * them, refunds, idempotent requests and signed events. Takes no money.
 */
export async function startStripe({ port = 0, now = Date.now } = {}) {
  const seconds = () => Math.floor(now() / 1000);
  const [sessions, intents, refunds] = [
    new Map<string, Session>(),
    new Map<string, Intent>(),
    new Map<string, Refund>(),
  ];
  const answers = new Map<string, { asked: string; status: number; body: unknown }>();
  /** What becomes of the next refunds. */
  const settings = { refunds: 'succeeded' as Refund['status'] };

  const standIn = createStandIn<Event>({
    answers: {
      500: { status: 500, body: { error: { type: 'api_error', message: 'Try again.' } } },
      429: { status: 429, body: { error: { type: 'rate_limit_error', message: 'Try again.' } } },
      'in-progress': { status: 409, body: { error: { type: 'idempotency_error', code: 'idempotency_key_in_use' } } },
      'refused-after': {
        status: 400,
        body: { error: { type: 'invalid_request_error', code: 'charge_already_refunded' } },
      },
    },
    sign(event, forged) {
      const [body, time] = [JSON.stringify(event, null, 2), seconds()];
      const secret = forged ? 'whsec_of_somebody_else' : STRIPE_KEYS.STRIPE_WEBHOOK_SECRET;
      const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
      return { body, headers: { 'stripe-signature': `t=${time},v1=${signature}` } };
    },
  });
  const tell = (type: string, object: object) =>
    standIn.tell({
      ...{ id: newId('evt'), object: 'event', type, api_version: '2026-10-28.endive', created: seconds() },
      data: { object: structuredClone(object) },
    });

  const refuse = (res: express.Response, status: number, message: string, type = 'invalid_request_error') =>
    void res.status(status).json({ error: { type, message } });

  /** https://docs.stripe.com/api/idempotent_requests: the first answer again, whatever it was. */
  const idempotent: RequestHandler = (req, res, next) => {
    const key = req.get('idempotency-key');
    if (req.method !== 'POST' || !key) return next();
    const asked = `${req.path} ${JSON.stringify(req.body)}`;
    const before = answers.get(key);
    if (before && before.asked !== asked) {
      const message =
        'Keys for idempotent requests can only be used with the same parameters they were first used with.';
      return refuse(res, 400, message, 'idempotency_error');
    }
    if (before) return void res.set('idempotent-replayed', 'true').status(before.status).json(before.body);
    const json = res.json.bind(res);
    res.json = (body) => {
      answers.set(key, { asked, status: res.statusCode, body: structuredClone(body) });
      return json(body);
    };
    next();
  };

  const pay = (session: Session, asynchronously: boolean) => {
    const intent: Intent = {
      ...{ id: newId('pi'), object: 'payment_intent', amount: session.amount_total, currency: session.currency },
      ...{ metadata: session.metadata, status: asynchronously ? 'processing' : 'succeeded' },
      amount_received: asynchronously ? 0 : session.amount_total,
    };
    intents.set(intent.id, intent);
    Object.assign(session, { status: 'complete', payment_intent: intent.id, url: null });
    if (!asynchronously) session.payment_status = 'paid';
    tell('checkout.session.completed', session);
    if (!asynchronously) tell('payment_intent.succeeded', intent);
  };

  const server = await listen((app, baseUrl) => {
    app.use(express.urlencoded({ extended: true }));

    app.get('/c/pay/:id', (req, res) => {
      const session = sessions.get(req.params.id);
      if (session?.status !== 'open') return void res.status(410).send(page('This page has expired', ''));
      const choices = button('pay', 'Pay') + button('decline', 'Pay with a card that is declined');
      const amount = `${(session.amount_total / 100).toFixed(2)} ${session.currency.toUpperCase()}`;
      const back = `<p><a href="${session.cancel_url}">Back to the shop</a></p>`;
      res.send(page('Stripe (stand-in)', `<p>Pay ${amount}</p>${choices}${back}`));
    });
    app.post('/c/pay/:id', (req, res) => {
      const session = sessions.get(req.params.id);
      if (session?.status !== 'open') return void res.status(410).send(page('This page has expired', ''));
      if (req.body.choice === 'decline') {
        tell('payment_intent.payment_failed', { object: 'payment_intent', metadata: session.metadata });
        return void res.status(402).send(page('Your card was declined', button('pay', 'Pay with another card')));
      }
      pay(session, req.body.choice === 'pay-later');
      res.redirect(303, session.success_url);
    });

    app.use((req, res, next) => {
      if (req.get('authorization') === `Bearer ${STRIPE_KEYS.STRIPE_SECRET_KEY}`) return next();
      refuse(res, 401, 'Invalid API Key provided');
    });
    app.use(standIn.misbehave, idempotent);

    app.post('/v1/checkout/sessions', (req, res) => {
      const asked = req.body as Params;
      const expiresAt = Number(asked.expires_at);
      if (expiresAt < seconds() + 1_800 || expiresAt > seconds() + 86_400) {
        return refuse(res, 400, 'The `expires_at` timestamp must be between 30 minutes and 24 hours from now.');
      }
      const id = newId('cs_test');
      const session: Session = {
        ...{ id, object: 'checkout.session', status: 'open', payment_status: 'unpaid', payment_intent: null },
        amount_total: asked.line_items.reduce(
          (sum, { quantity, price_data }) => sum + Number(quantity) * Number(price_data.unit_amount),
          0,
        ),
        currency: asked.line_items[0]?.price_data.currency ?? '',
        metadata: asked.payment_intent_data?.metadata ?? {},
        ...{ url: `${baseUrl()}/c/pay/${id}`, success_url: asked.success_url, cancel_url: asked.cancel_url },
        expires_at: expiresAt,
      };
      sessions.set(id, session);
      res.json(session);
    });
    app.get('/v1/checkout/sessions/:id', (req, res) => {
      const session = sessions.get(req.params.id);
      if (!session) return refuse(res, 404, 'No such checkout.session');
      res.json({ ...session, payment_intent: intents.get(session.payment_intent ?? '') ?? null });
    });
    app.post('/v1/checkout/sessions/:id/expire', (req, res) => {
      const session = sessions.get(req.params.id);
      if (!session) return refuse(res, 404, 'No such checkout.session');
      if (session.status !== 'open') return refuse(res, 400, 'Only Checkout Sessions that are open can be expired.');
      Object.assign(session, { status: 'expired', url: null });
      tell('checkout.session.expired', session);
      res.json(session);
    });

    app.post('/v1/refunds', (req, res) => {
      const intent = intents.get(req.body.payment_intent);
      const amount = Number(req.body.amount);
      if (!intent) return refuse(res, 404, 'No such payment_intent');
      const back = [...refunds.values()].filter((refund) => refund.payment_intent === intent.id);
      const left = back.reduce(
        (sum, { status, amount }) => (status === 'failed' ? sum : sum - amount),
        intent.amount_received,
      );
      if (amount > left) return refuse(res, 400, 'Refund amount is greater than unrefunded amount on charge');
      const { currency, id: payment_intent } = intent;
      const refund: Refund = {
        ...{ id: newId('re'), object: 'refund', amount, currency, payment_intent, metadata: req.body.metadata ?? {} },
        ...{
          status: settings.refunds,
          ...(settings.refunds === 'failed' && { failure_reason: 'expired_or_canceled_card' }),
        },
      };
      refunds.set(refund.id, refund);
      tell('refund.created', refund);
      res.json(refund);
    });
    app.get('/v1/refunds', (req, res) => {
      const data = [...refunds.values()].filter(({ payment_intent }) => payment_intent === req.query.payment_intent);
      // The newest first.
      res.json({ object: 'list', data: data.reverse(), has_more: false });
    });
    app.get('/v1/refunds/:id', (req, res) => {
      const refund = refunds.get(req.params.id);
      if (!refund) return refuse(res, 404, 'No such refund');
      res.json(refund);
    });
  }, port);

  return {
    ...server,
    ...standIn,
    settings,
    sessions,
    /** Money that is at the shop, of one payment of ours, in minor units. */
    moneyOf(paymentId: string): { taken: number; returned: number } {
      const own = <Row extends { metadata: Metadata }>(rows: Map<string, Row>) =>
        [...rows.values()].filter(({ metadata }) => metadata.paymentId === paymentId);
      return {
        taken: own(intents).reduce((sum, { amount_received }) => sum + amount_received, 0),
        returned: [...refunds.values()]
          .filter(({ payment_intent }) => intents.get(payment_intent)?.metadata.paymentId === paymentId)
          .reduce((sum, { status, amount }) => (status === 'failed' ? sum : sum + amount), 0),
      };
    },
    /** Somebody gives money back in Stripe's dashboard. */
    refundByHand(paymentId: string, amount: number) {
      const intent = [...intents.values()].find(({ metadata }) => metadata.paymentId === paymentId);
      if (!intent) throw new Error('No money was taken');
      const { currency, id: payment_intent, metadata } = intent;
      const facts = { id: newId('re'), amount, currency, payment_intent, metadata: {}, status: settings.refunds };
      const refund: Refund = { object: 'refund', ...facts };
      refunds.set(refund.id, refund);
      tell('refund.created', refund);
      if (refund.status === 'succeeded') tell('charge.refunded', { object: 'charge', payment_intent, metadata });
    },
    /** The shoppers' banks send what was given back to us again. */
    sendBack() {
      for (const refund of refunds.values()) {
        Object.assign(refund, { status: 'failed', failure_reason: 'lost_or_stolen_card' });
        tell('refund.failed', refund);
      }
    },
    /** Days later: what was processing or pending ends. */
    async settle(end: 'succeeded' | 'failed') {
      for (const intent of intents.values()) {
        if (intent.status !== 'processing') continue;
        const paid = end === 'succeeded';
        Object.assign(intent, {
          status: paid ? 'succeeded' : 'requires_payment_method',
          amount_received: paid ? intent.amount : 0,
        });
        const session = [...sessions.values()].find(({ payment_intent }) => payment_intent === intent.id);
        if (session && paid) session.payment_status = 'paid';
        tell(`checkout.session.async_payment_${end}`, session ?? {});
      }
      for (const refund of refunds.values()) {
        if (refund.status !== 'pending') continue;
        refund.status = end;
        tell(end === 'failed' ? 'refund.failed' : 'refund.updated', refund);
      }
    },
  };
}
