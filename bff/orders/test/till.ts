import { type Cart, cartApi } from '@tessera/contracts/api/cart';
import { ORDER_ACCESS_HEADER, type Order, orderApi } from '@tessera/contracts/api/order';
import { paymentApi, SANDBOX_CARDS } from '@tessera/contracts/api/payment';
import type { ProductSummary } from '@tessera/contracts/api/product';
import type { Customer, Guest } from '@tessera/service-kit/caller';
import { openEventStream } from '@tessera/service-kit/event-stream';
import { DomainError } from '@tessera/service-kit/problem-error';
import { newId } from '@tessera/service-kit/system';
import { startStubService, trusting } from '@tessera/testing/stub-service';

type Products = ReadonlyMap<string, ProductSummary>;
type Placed = {
  order: Order;
  payment: {
    status: 'processing' | 'succeeded' | 'requires-action' | 'failed';
    message?: string;
    redirectUrl?: string;
  };
};

const ownerOf = (caller: Guest | Customer) => (caller.kind === 'customer' ? caller.userId : caller.guestId);

/** The cart service, which counts how often an order took its lines out. */
export async function startCarts(products: Products) {
  const carts = new Map<string, Cart>();
  const of = (caller: Guest | Customer) => carts.get(ownerOf(caller)) ?? { version: 0, lines: [] };
  const set = (caller: Guest | Customer, productId: string, quantity: number): Cart => {
    const product = products.get(productId);
    if (!product && quantity > 0) throw new DomainError('product-not-found', 'There is no such product.');
    if (product && quantity > product.available) throw new DomainError('out-of-stock', 'There are not that many left.');
    const { version, lines } = of(caller);
    const others = lines.filter((line) => line.productId !== productId);
    const line = product && { productId, quantity, unitPrice: product.price };
    const cart = { version: version + 1, lines: line && quantity > 0 ? [...others, line] : others };
    carts.set(ownerOf(caller), cart);
    return cart;
  };
  const stub = await startStubService(
    cartApi,
    {
      getCart: ({ caller }) => of(caller),
      addItem: ({ caller, body: { productId, quantity } }) => {
        const there = of(caller).lines.find((line) => line.productId === productId)?.quantity ?? 0;
        return set(caller, productId, there + quantity);
      },
      setItem: ({ caller, params, body }) => set(caller, params.productId, body.quantity),
      removeItem: ({ caller, params }) => set(caller, params.productId, 0),
      checkout: ({ caller, body }) => {
        for (const { productId } of body.lines) set(caller, productId, 0);
        return of(caller);
      },
    },
    { 'product-not-found': 404, 'out-of-stock': 409 },
  );
  return { ...stub, carts };
}

export const PAYPAL_PAGE = 'https://paypal.example/checkoutnow?token=5O190127TN364715T';

const OUTCOMES = {
  succeeds: 'succeeded',
  declines: 'failed',
  secondStep: 'requires-action',
  slowWebhook: 'processing',
  paypal: 'requires-action',
} as const;

/** The payment service: a token tells its card. */
export const startPayments = () =>
  startStubService(
    paymentApi,
    {
      listPaymentOptions: () => ({
        items: [
          { provider: 'sandbox', kind: 'card', label: 'Card' },
          { provider: 'paypal', kind: 'redirect', label: 'PayPal' },
        ],
      }),
      createPaymentMethod: ({ body }) => {
        const card = Object.entries(SANDBOX_CARDS).find(([, number]) => number === body.number)?.[0];
        if (!card) {
          const errors = [{ path: 'number', message: 'Check the card number' }];
          throw new DomainError('card-invalid', 'Check the card number.', { errors });
        }
        return { token: `${card} ${newId()}`, brand: 'Visa', last4: '4242', expiresAt: new Date().toISOString() };
      },
    },
    { 'card-invalid': 400 },
  );

type Linked = { readonly [ORDER_ACCESS_HEADER]?: string | undefined };

/** The one whom the order service lets manage orders. */
export const ADMIN_ID = newId();

/** The token of a guest's link, as the order service would sign it. */
export const linkTo = (orderId: string): string => `signed.${orderId}`;

/** The order service, with prices of today. */
export async function startOrders(products: Products) {
  const placed = new Map<string, Placed & { owner: string; key: string }>();
  const lost = { answers: 0 };
  const own = (id: string, caller: Guest | Customer, headers: Linked = {}) => {
    const found = placed.get(id);
    const linked = headers[ORDER_ACCESS_HEADER] === linkTo(id);
    if (!found || !(linked || found.owner === ownerOf(caller))) {
      throw new DomainError('order-not-found', 'There is no such order.');
    }
    return found;
  };
  const stub = await startStubService(
    orderApi,
    {
      placeOrder: async ({ caller, headers, body }) => {
        const key = headers['idempotency-key'];
        const known = [...placed.values()].find((entry) => entry.key === key);
        const { order, payment } = known ?? orderFor(products, body);
        placed.set(order.id, { order, payment, owner: ownerOf(caller), key });
        if (lost.answers-- > 0) throw new DomainError('unavailable', 'The answer got lost.');
        return { order, payment };
      },
      findPlacedOrder: ({ params, caller }) => {
        const found = [...placed.values()].find(({ key }) => key === params.key);
        return own(found?.order.id ?? '', caller);
      },
      listOrders: ({ caller, query }) => {
        const orders = [...placed.values()].filter(({ owner }) => owner === ownerOf(caller));
        const items = orders.map(({ order }) => ({ ...order, itemCount: 1, images: [] }));
        return { items, total: items.length, page: query.page, pageCount: 1 };
      },
      getOrder: ({ params, caller, headers }) => own(params.id, caller, headers),
      requestReturn: ({ params, caller, headers, body }) => {
        const entry = own(params.id, caller, headers);
        const known = entry.order.returns.some(({ id }) => id === headers['idempotency-key']);
        if (body.lines.some(({ quantity }) => quantity > 1)) {
          const errors = [{ path: `lines.${body.lines.length - 1}.quantity`, message: 'You can send back 1 at most' }];
          throw new DomainError('not-returnable', 'You can send back 1 at most.', { errors });
        }
        const asked = { id: headers['idempotency-key'], ...body, requestedAt: new Date().toISOString() };
        const returns = [...entry.order.returns, { ...asked, status: 'requested' as const }];
        if (!known) entry.order = { ...entry.order, returns };
        return entry.order;
      },
      confirmPayment: ({ params, body, caller }) => {
        const entry = own(params.id, caller);
        if (entry.payment.status !== 'requires-action') throw new DomainError('payment-not-waiting', 'No.');
        entry.payment = { status: body.approve ? 'succeeded' : 'failed' };
        entry.order = { ...entry.order, status: body.approve ? 'paid' : 'cancelled' };
        return entry;
      },
      listAllOrders: ({ query }) => {
        const orders = [...placed.values()].map(({ order }) => order);
        const items = orders.filter(({ status, id }) => status === query.status || id === query.number?.toLowerCase());
        return { items, total: items.length, page: query.page, pageCount: 1 };
      },
      advanceOrder: ({ params, body }) => {
        const entry = placed.get(params.id);
        if (!entry) throw new DomainError('order-not-found', 'There is no such order.');
        if (body.version !== entry.order.version) throw new DomainError('version-conflict', 'Look again.');
        entry.order = { ...entry.order, ...body, version: entry.order.version + 1 };
        return entry.order;
      },
      refundOrder: ({ params, body }) => {
        const entry = placed.get(params.id);
        if (!entry) throw new DomainError('order-not-found', 'There is no such order.');
        entry.order = { ...entry.order, refunded: body.amount };
        return entry.order;
      },
      cancelOrder: ({ params, caller, headers }) => {
        const entry = own(params.id, caller, headers);
        if (entry.order.status === 'shipped') throw new DomainError('illegal-transition', 'It has been shipped.');
        entry.order = { ...entry.order, status: 'cancelled' };
        return entry.order;
      },
      streamOrder: ({ params, caller, headers }, res) => {
        const { order } = own(params.id, caller, headers);
        const stream = openEventStream(res);
        stream.send('order', order);
        stream.close();
      },
    },
    {
      ...{ 'order-not-found': 404, 'price-changed': 409, 'out-of-stock': 409, 'payment-not-waiting': 409 },
      ...{ 'illegal-transition': 409, 'invalid-input': 400, unavailable: 503 },
      ...{ 'not-returnable': 409, 'version-conflict': 409 },
    },
    async (req) => {
      const caller = await trusting(req);
      if (caller.kind === 'customer' && caller.userId === ADMIN_ID) return { ...caller, roles: ['admin'] };
      const linked = caller.kind === 'anonymous' && req.get(ORDER_ACCESS_HEADER);
      return linked ? { kind: 'guest', guestId: newId() } : caller;
    },
  );
  return { ...stub, placed, lost };
}

type Request = {
  email: string;
  shippingAddress: Order['shippingAddress'];
  lines: { productId: string; quantity: number }[];
  expectedTotal: Order['total'];
  paymentMethod: string;
};

function orderFor(products: Products, { lines, paymentMethod, expectedTotal, ...body }: Request): Placed {
  const priced = lines.map(({ productId, quantity }) => {
    const product = products.get(productId);
    if (!product || product.available < quantity) throw new DomainError('out-of-stock', 'Lamp is sold out.');
    return {
      productId,
      quantity,
      slug: product.slug,
      name: product.name,
      image: product.image,
      unitPrice: product.price,
    };
  });
  const subtotal = priced.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice.amount, 0);
  const fee = subtotal >= 5000 ? 0 : 490;
  if (expectedTotal.amount !== subtotal + fee) throw new DomainError('price-changed', 'The total has changed.');
  const status = OUTCOMES[paymentMethod.split(' ')[0] as keyof typeof OUTCOMES];
  const euros = (amount: number) => ({ amount, currency: 'EUR' });
  const order: Order = {
    ...{ id: newId(), number: 'T-TEST22', ...body, lines: priced, history: [], version: 1 },
    ...{ returns: [], refunds: [] },
    status: ({ succeeded: 'paid', failed: 'cancelled' } as const)[status as 'succeeded'] ?? 'pending-payment',
    ...{ subtotal: euros(subtotal), shipping: euros(fee), total: euros(subtotal + fee) },
    placedAt: new Date().toISOString(),
  };
  return {
    order,
    payment: {
      status,
      ...(status === 'failed' && { message: 'Your card was declined.' }),
      ...(paymentMethod === 'paypal' && { redirectUrl: PAYPAL_PAGE }),
    },
  };
}
