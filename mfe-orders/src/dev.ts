import type { FormState } from '@tessera/contracts/bff/form';
import type { DevSetup, DevState } from '@tessera/remote-kit/dev-setup';
import {
  AMPHORA,
  CUP,
  deliveredOrder,
  longOrder,
  ORDER_ID,
  PLANT,
  returnedOrder,
  TEAPOT,
  unrefundedOrder,
} from './dev/fixtures.ts';
import { createStandInBff, type Scene } from './dev/stand-in-bff.ts';

const SHOPPER = { id: ORDER_ID, name: 'Ada Byron', email: 'ada@tessera.test', roles: ['customer'] };
const GUEST = { session: { user: null } };
const bff = createStandInBff();

const button = ({ id, name, available }: typeof TEAPOT, variant: 'compact' | 'full') => ({
  productId: id,
  productName: name,
  available,
  variant,
});
const place = (fragment: string, props: unknown = {}) => ({ fragment, props });
const noAdmin = (status: number) => () => Response.json({ title: 'No', status, code: 'forbidden' }, { status });
const down = () => Response.json({ title: 'Unavailable', status: 503, code: 'unavailable' }, { status: 503 });

/** A state with a stand-in BFF of its own, so that what is done in one is not seen in the others. */
function scene<Props>(props: Props, start: Scene = {}, more: Partial<DevState<Props>> = {}): DevState<Props> {
  const own = createStandInBff(start);
  return { props, bff: own.respond, ...more, state: { cart: own.cart(), ...more.state } };
}
/** What every fragment that loads something shows while its BFF takes long, and when it does not answer. */
const trouble = <Props>(props: Props): Record<string, DevState<Props>> => ({
  loading: { props, server: 'waits' },
  error: { props, server: 'fails', bff: down },
});
const refused: FormState = {
  values: { email: 'nobody', 'shippingAddress.city': '' },
  message: 'Some fields need another look.',
  errors: [
    { path: 'email', message: 'Enter an e-mail address' },
    { path: 'shippingAddress.city', message: 'Enter a town or city' },
    { path: 'card.number', message: 'Enter the card number, 13 to 19 digits' },
  ],
};
const orderId = { orderId: ORDER_ID };
const AWAITING = { order: { status: 'pending-payment' } } as const;

export const dev: DevSetup<'orders'> = {
  fragments: {
    'mini-cart': {
      loaded: scene({}),
      empty: scene({}, { cart: 'empty' }),
      'long-texts': scene({}, { cart: 'long-texts' }),
    },
    'add-to-cart': {
      full: scene(button(TEAPOT, 'full')),
      compact: scene(button(CUP, 'compact')),
      'sold-out': scene(button(PLANT, 'compact')),
      'long-texts': scene(button(AMPHORA, 'compact')),
      refused: { props: button(TEAPOT, 'full'), bff: down },
    },
    cart: {
      loaded: scene({}, {}, { url: '/cart' }),
      'more-than-there-is': scene({}, { cart: 'too-many' }, { url: '/cart' }),
      'long-texts': scene({}, { cart: 'long-texts' }, { url: '/cart' }),
      empty: scene({}, { cart: 'empty' }, { url: '/cart' }),
      ...trouble({}),
    },
    checkout: {
      'signed-in': scene({}, {}, { url: '/checkout' }),
      guest: scene({}, { guest: true }, { url: '/checkout', state: GUEST }),
      refused: { ...scene({}), url: '/checkout', bff: refusing(refused) },
      'long-texts': scene({}, { cart: 'long-texts' }, { url: '/checkout' }),
      'choice-of-payment': scene({}, { pays: ['sandbox', 'paypal'] }, { url: '/checkout' }),
      'no-way-to-pay': scene({}, { pays: [] }, { url: '/checkout' }),
      'empty-cart': scene({}, { cart: 'empty' }, { server: 'redirect' }),
      ...trouble({}),
    },
    'payment-step': {
      loaded: scene(orderId, AWAITING),
      'not-awaited': scene(orderId, {}, { server: 'redirect' }),
      unknown: scene({ orderId: 'unknown' }),
      ...trouble(orderId),
    },
    orders: {
      loaded: scene({}, {}, { url: '/orders' }),
      'long-texts': scene({}, { order: longOrder() }, { url: '/orders' }),
      empty: scene({}, { guest: true }, { url: '/orders' }),
      guest: scene({}, { guest: true }, { url: '/orders', state: GUEST }),
      ...trouble({}),
    },
    order: {
      paid: scene(orderId),
      'pending-payment': scene(orderId, AWAITING),
      shipped: scene(orderId, { order: { status: 'shipped' } }),
      'on-its-way': scene(orderId, { order: deliveredOrder({ status: 'shipped' }) }),
      delivered: scene(orderId, { order: deliveredOrder() }),
      'sent-back': scene(orderId, { order: returnedOrder() }),
      'not-given-back': scene(orderId, { order: unrefundedOrder() }),
      cancelled: scene(orderId, { order: { status: 'cancelled', reason: 'Cancelled by you' } }),
      'long-texts': scene(orderId, { order: longOrder() }),
      unknown: scene({ orderId: 'unknown' }),
      'dead-link': scene({ orderId: 'unknown' }, {}, { url: '/orders/unknown?access=too.old' }),
      ...trouble(orderId),
    },
    'manage-orders': {
      paid: scene({}, {}, { url: '/admin/orders' }),
      packed: scene({}, { order: { status: 'packed' } }, { url: '/admin/orders?status=packed' }),
      delivered: scene({}, { order: returnedOrder() }, { url: '/admin/orders?status=delivered' }),
      'not-given-back': scene({}, { order: unrefundedOrder() }, { url: '/admin/orders?status=cancelled' }),
      'long-texts': scene({}, { order: longOrder() }, { url: '/admin/orders' }),
      refused: { ...scene({}), url: '/admin/orders', bff: refusing(refused) },
      'not-signed-in': { ...scene({}), url: '/admin/orders', bff: noAdmin(401), server: 'redirect' },
      'no-admin': { ...scene({}), url: '/admin/orders', bff: noAdmin(403) },
      ...trouble({}),
    },
  },
  pages: {
    links: ['/together', '/cart', '/checkout', '/orders', `/orders/${ORDER_ID}`, '/admin/orders'],
    places: ({ pathname }) => PAGES[pathname] ?? [],
  },
  bff: bff.respond,
  get state() {
    return { cart: bff.cart(), session: { user: SHOPPER } };
  },
};

/** As it was right after the form was sent, however often it is looked at. */
function refusing(form: FormState): DevSetup['bff'] {
  return (request) => createStandInBff({ form }).respond(request);
}

const miniCart = place('mini-cart');
const PAGES: Record<string, ReturnType<typeof place>[]> = {
  '/together': [
    miniCart,
    place('add-to-cart', button(TEAPOT, 'full')),
    place('add-to-cart', button(TEAPOT, 'compact')),
    place('add-to-cart', button(CUP, 'compact')),
    place('add-to-cart', button(PLANT, 'compact')),
    place('cart'),
  ],
  '/cart': [miniCart, place('cart')],
  '/checkout': [miniCart, place('checkout')],
  '/orders': [miniCart, place('orders')],
  [`/orders/${ORDER_ID}`]: [miniCart, place('order', orderId)],
  [`/checkout/verify/${ORDER_ID}`]: [miniCart, place('payment-step', orderId)],
  '/admin/orders': [place('manage-orders')],
  '/orders/unknown': [place('order', { orderId: 'unknown' })],
};
