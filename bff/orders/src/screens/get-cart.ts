import type { FormState } from '@tessera/contracts/bff/form';
import type { CartScreen } from '@tessera/contracts/bff/orders';
import type { Session } from '@tessera/service-kit/bff/session';
import type { Services } from '../services.ts';
import { cartOf, productsOf, toCartState } from './cart-of.ts';
import { priceLines, totalsOf } from './price-lines.ts';

export async function getCart(services: Services, session: Session, form: FormState | null): Promise<CartScreen> {
  const cart = await cartOf(services, session);
  const products = await productsOf(services, cart);
  const lines = priceLines(cart.lines, products);
  return { lines, totals: totalsOf(lines), cart: toCartState(cart, products), form };
}
