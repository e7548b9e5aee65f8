import type { SessionState } from '@tessera/contracts/state/session';

/** The demo shopper, signed in, with an order placed and something in the cart: what most fragments need to show anything. */
export async function signedInShopper(origin: string) {
  const cookies = new Map<string, string>();
  const call = async (path: string, body?: object) => {
    const response = await fetch(origin + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        origin,
        'sec-fetch-site': 'same-origin',
        cookie: header(),
      },
      body: body ? JSON.stringify(body) : undefined,
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';', 1);
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const header = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

  const { state } = await call('/api/shell/sign-in', { email: 'shopper@tessera.test', password: 'tessera-demo' });
  const { products } = await call('/api/catalog/screens/featured?limit=8');
  const product = products.find(({ available }: { available: number }) => available > 10);
  await call('/api/orders/cart/items', { productId: product.id, quantity: 1 });
  const checkout = await call('/api/orders/screens/checkout');
  const { orderId } = await call('/api/orders/checkout', {
    email: 'shopper@tessera.test',
    shippingAddress: {
      name: 'Robin Example',
      line1: '12 Harbour Street',
      postalCode: 'D02',
      city: 'Dublin',
      country: 'IE',
    },
    card: { number: '4242424242424242', expiry: '12/39', cvc: '123' },
    idempotencyKey: checkout.idempotencyKey,
    expectedTotal: checkout.totals.total,
  });
  await call('/api/orders/cart/items', { productId: product.id, quantity: 2 });
  return {
    cookie: header(),
    productId: product.id as string,
    slug: product.slug as string,
    orderId: orderId as string,
    user: state.session.user as SessionState['user'],
  };
}
