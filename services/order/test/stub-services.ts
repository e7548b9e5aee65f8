import { type Payment, paymentApi } from '@tessera/contracts/api/payment';
import { type ProductSummary, productApi, type Reservation } from '@tessera/contracts/api/product';
import { DomainError } from '@tessera/service-kit/problem-error';
import { newId } from '@tessera/service-kit/system';
import { startStubService } from '@tessera/testing/stub-service';

/** The product service: some products with stock, and reservations. */
export async function startStubProducts() {
  const products = new Map<string, ProductSummary>();
  const reservations = new Map<string, Reservation>();
  const stub = await startStubService(
    productApi,
    {
      listProducts: ({ query }) => {
        const items = (query.ids ?? '').split(',').flatMap((id) => products.get(id) ?? []);
        return { items, total: items.length, page: 1, pageCount: 1 };
      },
      reserve: ({ body }) => {
        for (const { productId, quantity } of body.lines) {
          if ((products.get(productId)?.available ?? 0) < quantity)
            throw new DomainError('out-of-stock', 'Only 1 left.');
        }
        const reservation = reservations.get(body.orderId) ?? { ...body, status: 'held' as const };
        reservations.set(body.orderId, reservation);
        return reservation;
      },
      releaseReservation: ({ params }) => {
        const reservation = reservations.get(params.id);
        if (!reservation) throw new DomainError('reservation-not-found', 'None.');
        const released = { ...reservation, status: 'released' as const };
        reservations.set(params.id, released);
        return released;
      },
    },
    { 'out-of-stock': 409, 'reservation-not-found': 404 },
  );
  return {
    ...stub,
    reservations,
    held: () => [...reservations.values()].filter(({ status }) => status === 'held').length,
    onSale(amount: number, available = 100): ProductSummary {
      const id = newId();
      const product = {
        id,
        slug: `lamp-${id}`,
        name: 'Lamp',
        tagline: '',
        category: 'home',
        price: { amount, currency: 'EUR' },
        image: { url: '/lamp.webp', alt: 'A lamp', tint: '#fff' },
        available,
        rating: { average: 0, count: 0 },
      };
      products.set(id, product);
      return product;
    },
    reprice(id: string, amount: number) {
      const product = products.get(id);
      if (product) products.set(id, { ...product, price: { ...product.price, amount } });
    },
  };
}

const OUTCOMES: Record<string, Payment['status']> = {
  pm_succeeds: 'succeeded',
  pm_declines: 'failed',
  pm_second_step: 'requires-action',
  pm_slow: 'processing',
  paypal: 'requires-action',
};

/** The payment service: the token tells what becomes of the one payment of an order. */
export async function startStubPayments() {
  const payments = new Map<string, Payment>();
  const started: string[] = [];
  const refunds: string[] = [];
  const given = new Set<string>();
  /** Orders whose money the provider will not give back. */
  const refusing = new Set<string>();
  /** How long the provider of the next payments takes to begin one. */
  const provider = { delayMs: 0 };
  /** Payments that went through at the provider, which has told nobody. */
  const arrivals = new Set<string>();
  const find = (id: string) => {
    const found = [...payments.values()].find((payment) => payment.id === id);
    if (!found) throw new DomainError('payment-not-found', 'None.');
    return found;
  };
  const become = (payment: Payment, status: Payment['status']) => {
    const next = { ...payment, status };
    payments.set(payment.orderId, next);
    return next;
  };
  const stub = await startStubService(
    paymentApi,
    {
      startPayment: async ({ body, headers }) => {
        started.push(String(headers['idempotency-key']));
        await new Promise((resolve) => setTimeout(resolve, provider.delayMs));
        const known = payments.get(body.orderId);
        if (known) return known;
        const status = OUTCOMES[body.paymentMethod];
        if (!status) throw new DomainError('payment-method-unknown', 'Unknown.');
        const payment: Payment = {
          id: newId(),
          orderId: body.orderId,
          amount: body.amount,
          status,
          provider: 'stub',
          ...(body.paymentMethod === 'paypal' && { redirectUrl: 'https://pay.test/approve' }),
          ...(status === 'failed' && { message: 'Your card was declined.' }),
          updatedAt: new Date().toISOString(),
        };
        payments.set(body.orderId, payment);
        return payment;
      },
      getPayment: ({ params }) => find(params.id),
      confirmPayment: ({ params, body }) => {
        const payment = find(params.id);
        if (payment.status !== 'requires-action') throw new DomainError('payment-not-waiting', 'No.');
        return become(payment, body.approve ? 'succeeded' : 'failed');
      },
      syncPayment: ({ params }) => {
        const payment = find(params.id);
        return arrivals.has(payment.id) ? become(payment, 'succeeded') : payment;
      },
      refundPayment: ({ params, headers, body }) => {
        const payment = find(params.id);
        const key = String(headers['idempotency-key']);
        refunds.push(key);
        if (given.has(key) || refusing.has(payment.orderId)) return payment;
        const before = payment.refunded?.amount ?? 0;
        const amount = body.amount?.amount ?? payment.amount.amount - before;
        if (amount < 1 || before + amount > payment.amount.amount) {
          throw new DomainError('refund-exceeds-payment', 'There is less left.');
        }
        given.add(key);
        const refunded = { ...payment.amount, amount: before + amount };
        const isAll = refunded.amount === payment.amount.amount;
        const refundVersion = (payment.refundVersion ?? 0) + 1;
        return become({ ...payment, refunded, refundVersion }, isAll ? 'refunded' : payment.status);
      },
    },
    {
      'payment-method-unknown': 422,
      'payment-not-found': 404,
      'payment-not-waiting': 409,
      'refund-exceeds-payment': 409,
    },
  );
  return { ...stub, payments, started, refunds, refusing, arrivals, provider };
}
