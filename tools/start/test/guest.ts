import { randomUUID } from 'node:crypto';
import { SANDBOX_CARDS } from '@tessera/contracts/api/payment';
import type { ProductListScreen, ProductPageScreen } from '@tessera/contracts/bff/catalog';
import type { CheckoutDone, CheckoutScreen, OrderScreen } from '@tessera/contracts/bff/orders';

const ADDRESS = {
  name: 'Robin Example',
  line1: '12 Harbour Street',
  postalCode: 'D02 XY45',
  city: 'Dublin',
  country: 'IE',
};

export interface Account {
  readonly email: string;
  readonly password: string;
}

/** A shopper without an account, as far as the public gateway can tell. */
export class Guest {
  readonly email = `robin-${randomUUID()}@example.com`;
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  async get<T>(path: string): Promise<T> {
    return this.#call(path, {});
  }

  /** Resolves to what signs in with. */
  async register(): Promise<Account> {
    const account = { email: this.email, password: `a password of ${this.email}` };
    await this.#post('/api/shell/register', { name: 'Robin Example', ...account });
    return account;
  }

  async signIn(account: Account): Promise<void> {
    await this.#post('/api/shell/sign-in', account);
  }

  async addToCart(productId: string, quantity: number): Promise<void> {
    await this.#post('/api/orders/cart/items', { productId, quantity });
  }

  /** What the checkout page shows and the form sends; the same again is the same attempt. */
  async prepareCheckout(): Promise<() => Promise<CheckoutDone>> {
    const { totals, idempotencyKey } = await this.get<CheckoutScreen>('/api/orders/screens/checkout');
    const card = { number: SANDBOX_CARDS.succeeds, expiry: '12/39', cvc: '123' };
    const form = { idempotencyKey, email: this.email, shippingAddress: ADDRESS, card, expectedTotal: totals?.total };
    return () => this.#post<CheckoutDone>('/api/orders/checkout', form);
  }

  async statusOf(orderId: string): Promise<string> {
    return (await this.get<OrderScreen>(`/api/orders/screens/order/${orderId}`)).order.status;
  }

  async confirmations(): Promise<string[]> {
    const { items } = await this.get<{ items: { subject: string }[] }>(
      `/dev/mailbox.json?to=${encodeURIComponent(this.email)}`,
    );
    return items.map(({ subject }) => subject);
  }

  async #post<T>(path: string, body: object): Promise<T> {
    const headers = { 'content-type': 'application/json', origin: this.#origin };
    return this.#call(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async #call<T>(path: string, init: RequestInit): Promise<T> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(this.#origin + path, { ...init, headers: { ...init.headers, cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      this.#cookies.set(name, value);
    }
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json() as Promise<T>;
  }
}

/** Something of which there is plenty. */
export async function plentiful(guest: Guest): Promise<{ id: string; slug: string }> {
  const { products } = await guest.get<ProductListScreen>('/api/catalog/screens/product-list');
  const [most] = products.toSorted((a, b) => b.available - a.available);
  if (!most) throw new Error('There are no products.');
  return most;
}

export async function stockOf(guest: Guest, slug: string): Promise<number> {
  return (await guest.get<ProductPageScreen>(`/api/catalog/screens/product-page/${slug}`)).product.available;
}
