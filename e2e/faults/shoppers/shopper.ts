import { setTimeout as sleep } from 'node:timers/promises';
import { SANDBOX_CARDS } from '@tessera/contracts/api/payment';
import type { Random } from '../random.ts';
import { type Answer, call } from './call.ts';

/** What one shopper means to do, decided before the first call. */
export interface Plan {
  readonly guestId: string;
  readonly key: string;
  readonly email: string;
  readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
  readonly card: keyof typeof SANDBOX_CARDS;
  /** The answer at the bank, with the card `secondStep`. */
  readonly approves: boolean;
  readonly cancels: boolean;
  /** Units of the first line that do not please, once the order has arrived. */
  readonly sendsBack: number;
  /** Minor units that an admin gives back once the order is paid. */
  readonly getsBack: number;
  readonly expectedTotal: { readonly amount: number; readonly currency: string };
}

/** What a shopper got to know, written down as it came: the client's side of the ledger. */
export interface Entry {
  readonly plan: Plan;
  /** Ids of all orders that were acknowledged under the key; more than one is a fault. */
  readonly acknowledged: Set<string>;
  /** Code of the problem that ended it, such as `out-of-stock`. */
  refused?: string;
  /** The cancellation was acknowledged. */
  cancelled?: true;
  /** The return was acknowledged as received: so many units of the first line. */
  sentBack?: number;
  /** The admin's refund was acknowledged, in minor units. */
  gotBack?: number;
  /** Last thing that went wrong on the way. */
  trouble?: string;
  tries: number;
  /** From the first try to the acknowledgement. */
  tookMs?: number;
}

export interface Shop {
  readonly orders: () => string;
  readonly payments: () => string;
  /** Headers of those who pack orders, take returns and give money back. Rejects while nobody can sign in. */
  readonly admin: () => Promise<Record<string, string>>;
}

export interface Patience {
  /** After that the shopper goes home without an answer. */
  readonly forMs?: number;
  readonly perTryMs?: number;
}

const ADDRESS = {
  name: 'Robin Example',
  line1: '12 Harbour Street',
  postalCode: 'D02 XY45',
  city: 'Dublin',
  country: 'IE',
};
const PAUSES_MS = [100, 250, 500, 1_000] as const;

/** Buys like a client that wants its order once: the same key again after every time-out, 5xx or broken connection. */
export async function buy(shop: Shop, plan: Plan, random: Random, patience: Patience = {}): Promise<Entry> {
  const entry: Entry = { plan, acknowledged: new Set(), tries: 0 };
  const client = persistent(entry, random, patience);
  const paymentMethod = await client('POST', () => `${shop.payments()}/payment-methods`, {
    body: { number: SANDBOX_CARDS[plan.card], expiry: '12/39', cvc: '123' },
  });
  if (!paymentMethod) return entry;
  await placeOrder(shop, entry, paymentMethod.body.token, client);
  return entry;
}

/** The same with a token that is there already. */
export async function buyWith(
  token: string,
  shop: Shop,
  plan: Plan,
  random: Random,
  patience: Patience = {},
): Promise<Entry> {
  const entry: Entry = { plan, acknowledged: new Set(), tries: 0 };
  await placeOrder(shop, entry, token, persistent(entry, random, patience));
  return entry;
}

/** What `POST /orders` is asked. */
export const orderRequest = ({ guestId, key, email, lines, expectedTotal }: Plan, paymentMethod: string) => ({
  headers: { 'x-guest-id': guestId, 'idempotency-key': key },
  body: { email, shippingAddress: ADDRESS, lines, expectedTotal, paymentMethod },
});

type Client = ReturnType<typeof persistent>;

async function placeOrder(shop: Shop, entry: Entry, paymentMethod: string, client: Client): Promise<void> {
  const { plan } = entry;
  const asked = Date.now();
  const placed = await client('POST', () => `${shop.orders()}/orders`, orderRequest(plan, paymentMethod));
  if (!placed) return;
  if (placed.status !== 201) {
    entry.refused = placed.body.code ?? String(placed.status);
    return;
  }
  entry.tookMs = Date.now() - asked;
  entry.acknowledged.add(placed.body.order.id);
  const order = () => `${shop.orders()}/orders/${placed.body.order.id}`;
  const headers = { 'x-guest-id': plan.guestId };
  if (plan.cancels) {
    const cancelled = await client('POST', () => `${order()}/cancel`, { headers });
    if (cancelled?.status === 200) entry.cancelled = true;
    return;
  }
  if (plan.card === 'secondStep') await answerBank(order, headers, plan.approves, client);
  if (plan.sendsBack + plan.getsBack > 0 && (await isPaid(order, headers, client)))
    await regret(shop, entry, order, client);
}

/** A job may start the payment a little later. */
async function isPaid(order: () => string, headers: Record<string, string>, client: Client): Promise<boolean> {
  for (;;) {
    const seen = await client('GET', order, { headers });
    if (seen?.status !== 200) return false;
    if (seen.body.order.status !== 'pending-payment') return seen.body.order.status === 'paid';
    await sleep(250);
  }
}

/** An admin gives some of the money back; or the goods arrive, some of them come back, and an admin takes them. */
async function regret(shop: Shop, entry: Entry, order: () => string, client: Client): Promise<void> {
  const { guestId, key, lines, sendsBack, getsBack, expectedTotal } = entry.plan;
  const admin = await shop.admin().catch(() => undefined);
  if (!admin) return;
  if (getsBack > 0) {
    const body = { amount: { ...expectedTotal, amount: getsBack }, reason: 'A scratch' };
    const headers = { ...admin, 'idempotency-key': `${key}-refund` };
    const refunded = await client('POST', () => `${order()}/refunds`, { headers, body });
    if (refunded?.status === 201) entry.gotBack = getsBack;
    return;
  }
  // A refusal is of a step whose first try was done and not answered.
  for (const status of ['packed', 'shipped', 'delivered']) {
    await client('POST', () => `${order()}/status`, { headers: admin, body: { status } });
  }
  const headers = { 'x-guest-id': guestId, 'idempotency-key': `${key}-return` };
  const body = { lines: [{ productId: lines[0]?.productId, quantity: sendsBack }], reason: 'Too bright' };
  const asked = await client('POST', () => `${order()}/returns`, { headers, body });
  if (asked?.status !== 201) return;
  const decision = () => `${order()}/returns/${asked.body.returns[0].id}/decision`;
  const taken = await client('POST', decision, { headers: admin, body: { decision: 'received' } });
  if (taken?.status === 200) entry.sentBack = sendsBack;
}

/** The payment may be started by a job a little later. */
async function answerBank(order: () => string, headers: Record<string, string>, approve: boolean, client: Client) {
  for (;;) {
    const seen = await client('GET', order, { headers });
    if (!seen || seen.status !== 200 || seen.body.order.status !== 'pending-payment') return;
    if (seen.body.payment?.status === 'requires-action') {
      const confirmed = await client('POST', () => `${order()}/payment/confirm`, { headers, body: { approve } });
      if (confirmed?.status !== 409) return;
    }
    await sleep(250);
  }
}

/** Tries until there is an answer that settles the matter; undefined when patience ended first. */
function persistent(entry: Entry, random: Random, { forMs = 90_000, perTryMs = 10_000 }: Patience) {
  const until = Date.now() + forMs;
  return async (
    method: string,
    url: () => string,
    request: Parameters<typeof call>[2] = {},
  ): Promise<Answer | undefined> => {
    for (let tries = 0; Date.now() < until; tries += 1) {
      entry.tries += 1;
      try {
        const answer = await call(method, url(), { ...request, withinMs: perTryMs });
        if (answer.status < 500 && answer.status !== 429) return answer;
        entry.trouble = `${method} ${new URL(url()).pathname}: ${answer.status} ${answer.body?.code ?? ''}`;
      } catch (error) {
        entry.trouble = `${method}: ${(error as Error).message} ${((error as Error).cause as Error)?.message ?? ''}`;
      }
      await sleep((PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 0) * (0.5 + random.next()));
    }
    return undefined;
  };
}
