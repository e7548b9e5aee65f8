import type { CartLine } from '@tessera/contracts/api/cart';
import type { ProductSummary } from '@tessera/contracts/api/product';
import type { CartScreenLine, CartTotals } from '@tessera/contracts/bff/orders';
import { FREE_SHIPPING_FROM, SHIPPING_FEE } from '@tessera/contracts/limits';

/** The lines of a cart with today's products. */
export const priceLines = (lines: readonly CartLine[], products: readonly ProductSummary[]): CartScreenLine[] =>
  lines.map((line) => {
    const product = products.find(({ id }) => id === line.productId) ?? gone(line);
    const changed = product.price.amount !== line.unitPrice.amount;
    return {
      product,
      quantity: line.quantity,
      lineTotal: { ...product.price, amount: product.price.amount * line.quantity },
      formerPrice: changed ? line.unitPrice : null,
      problem: problemOf(product, line.quantity),
    };
  });

/** What the lines come to when they are ordered as they are; null when nothing of them can be. */
export function totalsOf(lines: readonly CartScreenLine[]): CartTotals | null {
  const orderable = lines.filter((line) => !isGone(line));
  const [first] = orderable;
  if (!first) return null;
  const money = (amount: number) => ({ amount, currency: first.lineTotal.currency });
  const subtotal = orderable.reduce((sum, { lineTotal }) => sum + lineTotal.amount, 0);
  const shipping = subtotal >= FREE_SHIPPING_FROM ? 0 : SHIPPING_FEE;
  return { subtotal: money(subtotal), shipping: money(shipping), total: money(subtotal + shipping) };
}

export const isGone = ({ product }: CartScreenLine): boolean => product.slug === '';

function problemOf(product: ProductSummary, quantity: number): string | null {
  if (product.slug === '') return 'No longer on sale';
  if (product.available >= quantity) return null;
  return product.available > 0 ? `Only ${product.available} left` : 'Sold out';
}

/** Stands for a product that was taken off sale: the line stays until the shopper removes it. */
const gone = ({ productId, unitPrice }: CartLine): ProductSummary => ({
  id: productId,
  slug: '',
  name: 'A product that is no longer on sale',
  tagline: '',
  category: '',
  price: unitPrice,
  image: { url: '', alt: '', tint: 'transparent' },
  available: 0,
  rating: { average: 0, count: 0 },
});
