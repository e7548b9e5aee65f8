import type { Order } from '@tessera/contracts/api/order';
import type { FormState } from '@tessera/contracts/bff/form';
import type { CheckoutScreen, ManageOrdersScreen, OrderScreen, OrdersScreen } from '@tessera/contracts/bff/orders';
import type { FieldError, Problem } from '@tessera/contracts/problem';
import { nest } from '../ui/form-body.ts';
import { ORDER_ID, order } from './fixtures.ts';
import { type CartContent, createStandInCart } from './stand-in-cart.ts';

type Body = Record<string, unknown> & { card?: { number?: string } };

export interface Scene {
  /** Without it, two products lie in the cart. */
  readonly cart?: CartContent;
  readonly order?: Partial<Order>;
  /** A plain form was refused right before. */
  readonly form?: FormState;
  /** Nobody is signed in: no saved address, and no order yet. */
  readonly guest?: boolean;
  /** How one can pay; without it, by card. */
  readonly pays?: readonly (keyof typeof PAYMENT_OPTIONS)[];
}

/** The orders BFF in memory: a cart that can be changed, a checkout that looks at the fields, one order. */
export function createStandInBff(scene: Scene = {}) {
  let cart = createStandInCart(scene.cart);
  let current: Order = order(scene.order);
  let pays = scene.pays;
  let attempts = 0;
  let form: FormState | null = scene.form ?? null;
  let refusedPath = '';
  const takeForm = (isOf: (path: string) => boolean = () => true) => {
    if (!isOf(refusedPath)) return null;
    const taken = form;
    form = null;
    return taken;
  };
  const isReturn = (path: string) => path.endsWith('/returns');

  const checkoutScreen = (): CheckoutScreen => ({
    ...cart.screen(),
    form: takeForm(),
    idempotencyKey: `stand-in-attempt-${attempts}`,
    email: scene.guest ? '' : 'ada@tessera.test',
    addresses: scene.guest ? [] : savedAddresses(),
    paymentOptions: (pays ?? ['sandbox']).map((provider) => PAYMENT_OPTIONS[provider]),
  });
  const orderScreen = (): OrderScreen => ({
    order: current,
    awaitsSecondStep: current.status === 'pending-payment',
    form: takeForm((path) => !isReturn(path)),
    returning: { idempotencyKey: `stand-in-return-${current.version}`, form: takeForm(isReturn) },
  });
  const ordersScreen = (): OrdersScreen =>
    scene.guest
      ? { items: [], page: 1, pageCount: 0, total: 0 }
      : {
          items: [current, order({ id: ORDER_ID.replace('a1', 'a2'), number: 'T-2B8XWC', status: 'delivered' })].map(
            ({ lines, ...summary }) => ({ ...summary, itemCount: 2, images: lines.map(({ image }) => image) }),
          ),
          page: 1,
          pageCount: 3,
          total: 26,
        };

  const manageOrdersScreen = (): ManageOrdersScreen => ({
    ...{ status: current.status, items: [current], page: 1, pageCount: 2, total: 11 },
    ...{ idempotencyKey: `stand-in-refund-${current.version}`, form: takeForm() },
  });

  const get: Record<string, () => unknown> = {
    '/screens/cart': () => ({ ...cart.screen(), form: takeForm() }),
    '/screens/checkout': checkoutScreen,
    '/screens/orders': ordersScreen,
    [`/screens/order/${ORDER_ID}`]: orderScreen,
    '/screens/manage-orders': manageOrdersScreen,
  };
  const changed = () => ({ cart: cart.state(), next: '/cart' });

  const post = (path: string, body: Body): unknown => {
    const [, first, second, id, last] = path.split('/');
    if (path === '/stand-in') {
      cart = createStandInCart(body.cart as CartContent | undefined);
      current = order((body.order as Partial<Order>) ?? {});
      pays = body.pays as Scene['pays'];
      return {};
    }
    if (first === 'cart' && second === 'items') {
      const productId = id ?? String(body.productId);
      const quantity = Number(body.quantity ?? 0);
      if (quantity > 15) return refuse(409, 'out-of-stock', 'There are not that many left.');
      cart.set(productId, last === 'remove' ? 0 : quantity + (id ? 0 : cart.quantity(productId)));
      return { ...changed(), next: id ? '/cart' : String(body.returnTo) };
    }
    if (path === '/checkout') {
      attempts += 1;
      const errors = checkoutErrors(body);
      if (errors.length) return refuse(400, 'invalid-input', 'Some fields need another look.', errors);
      if (body.paymentMethod === 'paypal') return { ...changed(), next: '/paypal-page', orderId: ORDER_ID };
      cart.clear();
      return { ...changed(), next: `/orders/${ORDER_ID}`, orderId: ORDER_ID };
    }
    if (isReturn(path)) {
      const lines = returnedLines(body.lines);
      const errors = [
        ...(lines.length ? [] : [{ path: 'lines', message: 'Choose what to send back' }]),
        ...(body.reason ? [] : [{ path: 'reason', message: 'Tell us why' }]),
      ];
      if (errors.length) return refuse(400, 'invalid-input', 'Check the marked fields and try again.', errors);
      const asked = {
        id: `stand-in-${current.version}`,
        lines,
        reason: String(body.reason),
        status: 'requested' as const,
      };
      const returns = [...current.returns, { ...asked, requestedAt: new Date().toISOString() }];
      current = { ...current, version: current.version + 1, returns };
      return { next: `/orders/${ORDER_ID}` };
    }
    const status = path.endsWith('/cancel') || body.approve === 'false' ? 'cancelled' : 'paid';
    current = order({
      status,
      version: current.version + 1,
      reason: status === 'paid' ? undefined : 'Cancelled by you',
    });
    return { ...changed(), next: `/orders/${ORDER_ID}`, orderId: ORDER_ID };
  };

  const respond = async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname;
    if (path.endsWith('/events')) return events(current);
    if (request.method === 'GET') return answer(get[path]?.() ?? refuse(404, 'not-found', 'There is no such thing.'));
    const text = await request.text();
    if (request.headers.get('content-type')?.includes('json')) return answer(post(path, JSON.parse(text)));
    const typed = [...new URLSearchParams(text)];
    const result = post(path, nest(typed));
    if (!(result instanceof Refusal)) return seeOther((result as { next: string }).next);
    const values = Object.fromEntries(typed.filter(([name]) => !name.startsWith('card.')));
    refusedPath = path;
    form = { values, message: result.problem.detail ?? '', errors: result.problem.errors ?? [] };
    return seeOther(request.headers.get('referer') ?? '/cart');
  };
  return { respond, cart: () => cart.state() };
}

const returnedLines = (typed: unknown) =>
  Object.values((typed ?? {}) as Record<string, { productId: string; quantity: string }>)
    .map(({ productId, quantity }) => ({ productId, quantity: Number(quantity) }))
    .filter(({ quantity }) => quantity > 0);

const savedAddresses = (): CheckoutScreen['addresses'] => [
  { ...order().shippingAddress, id: '01900000-0000-7000-8000-0000000000b1', isDefault: true },
  {
    ...order().shippingAddress,
    id: '01900000-0000-7000-8000-0000000000b2',
    isDefault: false,
    line1: '7 Hafenweg',
    postalCode: '20457',
    city: 'Hamburg',
    country: 'DE',
  },
];

const PAYMENT_OPTIONS = {
  sandbox: { provider: 'sandbox', kind: 'card', label: 'Card' },
  paypal: { provider: 'paypal', kind: 'redirect', label: 'PayPal' },
} as const;

class Refusal {
  readonly problem: Problem;
  constructor(problem: Problem) {
    this.problem = problem;
  }
}
const refuse = (status: number, code: string, detail: string, errors?: FieldError[]) =>
  new Refusal({ type: 'about:blank', title: code, status, code, detail, errors });

const answer = (result: unknown) =>
  result instanceof Refusal
    ? Response.json(result.problem, {
        status: result.problem.status,
        headers: { 'content-type': 'application/problem+json' },
      })
    : Response.json(result);

const seeOther = (location: string) => new Response(null, { status: 303, headers: { location } });

/** One event and the end: the browser comes back by itself. */
const events = (current: Order) =>
  new Response(`retry: 200\nevent: order\ndata: ${JSON.stringify(current)}\n\n`, {
    headers: { 'content-type': 'text/event-stream' },
  });

function checkoutErrors(body: Body): FieldError[] {
  const errors: FieldError[] = [];
  const address = (body.shippingAddress ?? {}) as Record<string, string>;
  if (!String(body.email).includes('@')) errors.push({ path: 'email', message: 'Enter an e-mail address' });
  if (!address.city) errors.push({ path: 'shippingAddress.city', message: 'Enter a town or city' });
  if (body.paymentMethod !== 'paypal' && !/^[\d ]{13,23}$/.test(body.card?.number ?? '')) {
    errors.push({ path: 'card.number', message: 'Enter the card number, 13 to 19 digits' });
  }
  return errors;
}
