import type { Order, OrderReturn } from '@tessera/contracts/api/order';
import type { ProductSummary } from '@tessera/contracts/api/product';
import type { Money } from '@tessera/contracts/money';

export const eur = (amount: number): Money => ({ amount, currency: 'EUR' });

const picture = (colour: string, name: string, tint: string) => ({
  url: `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" fill="${colour}"><circle cx="50" cy="56" r="24"/><circle cx="50" cy="28" r="7"/></svg>`,
  )}`,
  alt: name,
  tint,
});

const product = (
  digit: number,
  name: string,
  colour: string,
  tint: string,
  amount: number,
  available: number,
): ProductSummary => ({
  id: `01900000-0000-7000-8000-00000000000${digit}`,
  slug: name.toLowerCase().replaceAll(' ', '-'),
  name,
  tagline: `A very good ${name.toLowerCase()}`,
  category: 'kitchen',
  price: eur(amount),
  image: picture(colour, name, tint),
  available,
  rating: { average: 4.6, count: 31 },
});

export const TEAPOT = product(1, 'Stoneware teapot', '#0f5e5a', '#dff0ec', 34_00, 12);
export const CUP = product(2, 'Espresso cup with a very long name that goes on', '#c4421a', '#fdeae2', 9_50, 2);
export const PLANT = product(3, 'Windowsill fern', '#1a6b3c', '#e0f3e6', 18_90, 0);
/** As long and as dear as some supplier will have it. */
export const AMPHORA = product(
  4,
  'Hand-thrown, twice-fired and individually numbered stoneware amphora with a Donaudampfschifffahrtsgesellschaft motif',
  '#6b3fa0',
  '#efe6fb',
  1_234_567_89,
  120,
);
export const PRODUCTS = [TEAPOT, CUP, PLANT, AMPHORA];

export const ORDER_ID = '01900000-0000-7000-8000-0000000000a1';
export const order = (changes: Partial<Order> = {}): Order => ({
  id: ORDER_ID,
  number: 'T-7K3M9Q',
  status: 'paid',
  lines: [TEAPOT, CUP].map(({ id, slug, name, image, price }) => ({
    productId: id,
    slug,
    name,
    image,
    quantity: 1,
    unitPrice: price,
  })),
  email: 'ada@tessera.test',
  shippingAddress: {
    name: 'Ada Byron',
    line1: '12 Dorset Street',
    line2: '',
    postalCode: 'D01 X2Y3',
    city: 'Dublin',
    country: 'IE',
  },
  subtotal: eur(43_50),
  shipping: eur(4_90),
  total: eur(48_40),
  history: [
    { status: 'pending-payment', at: '2026-11-20T10:42:07.000Z' },
    { status: 'paid', at: '2026-11-20T10:42:11.000Z' },
  ],
  refunds: [],
  returns: [],
  placedAt: '2026-11-20T10:42:07.000Z',
  version: 2,
  ...changes,
});

export const longOrder = (): Partial<Order> => ({
  lines: [AMPHORA, TEAPOT].map(({ id, slug, name, image, price }) => ({
    productId: id,
    slug,
    name,
    image,
    quantity: 99,
    unitPrice: price,
  })),
  shippingAddress: {
    name: 'Maximiliane Freifrau von und zu Rautenstrauch-Hohenlohe-Waldenburg',
    line1: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Road 1001',
    line2: 'Third courtyard, second staircase, behind the bicycle shed',
    postalCode: 'LL61 5UJ',
    city: 'Llanfairpwllgwyngyll',
    country: 'GB',
  },
  total: eur(122_222_248_11),
});

/** Shipped and delivered a little before today, so that it can be sent back. */
export const deliveredOrder = (changes: Partial<Order> = {}): Partial<Order> => ({
  status: 'delivered',
  history: [...order().history, { status: 'delivered', at: daysAgo(2) }],
  tracking: { carrier: 'An Post', number: 'CE 123 456 789 IE', url: 'https://track.example/CE123456789IE' },
  ...changes,
});
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

/** One cup came back, one teapot is on its way, something was given back for a scratch, and one return was refused. */
export const returnedOrder = (): Partial<Order> =>
  deliveredOrder({
    refunded: eur(12_00),
    refunds: [
      { id: RETURN_ID, amount: eur(9_50), reason: 'Returned goods', status: 'given', askedAt: daysAgo(1) },
      { id: ORDER_ID, amount: eur(2_50), reason: 'A scratch in the glaze', status: 'given', askedAt: daysAgo(1) },
      { id: TEAPOT.id, amount: eur(5_00), reason: 'It took us too long', status: 'asked', askedAt: daysAgo(0) },
    ],
    returns: [
      returned({ id: RETURN_ID, productId: CUP.id, status: 'received', refund: eur(9_50), decidedAt: daysAgo(1) }),
      returned({ id: CUP.id, productId: TEAPOT.id, status: 'refused', note: 'It was used.', decidedAt: daysAgo(1) }),
      returned({ id: PLANT.id, productId: TEAPOT.id, status: 'requested' }),
    ],
  });
/** Cancelled, and the provider would not give the money back. */
export const unrefundedOrder = (): Partial<Order> => ({
  status: 'cancelled',
  reason: 'You cancelled the order',
  history: [...order().history, { status: 'cancelled', at: daysAgo(1) }],
  refunds: [
    {
      id: ORDER_ID,
      amount: eur(48_40),
      reason: 'You cancelled the order',
      status: 'refused',
      failed: true,
      askedAt: daysAgo(1),
    },
  ],
});

const RETURN_ID = '01900000-0000-7000-8000-0000000000c1';
const returned = ({
  productId,
  ...known
}: Partial<OrderReturn> & Pick<OrderReturn, 'id' | 'status'> & { productId: string }) => ({
  lines: [{ productId, quantity: 1 }],
  reason: 'Not what I hoped for',
  requestedAt: daysAgo(1),
  ...known,
});
