import type { ProductSummary } from '@tessera/contracts/api/product';
import { describe, expect, test } from 'vitest';
import { newOrderNumber } from './order-number.ts';
import { assertOrderable, priceOrder } from './place.ts';

const euros = (amount: number) => ({ amount, currency: 'EUR' });
const product = (id: string, amount: number, currency = 'EUR') =>
  ({
    id,
    slug: id,
    name: id,
    image: { url: '/x.webp', alt: id, tint: '#fff' },
    price: { amount, currency },
  }) as ProductSummary;
const request = (change: object = {}) => ({
  email: 'ada@tessera.test',
  shippingAddress: { name: 'Ada', line1: '1 Lane', line2: '', postalCode: '1', city: 'Cork', country: 'IE' },
  lines: [{ productId: 'lamp', quantity: 1 }],
  expectedTotal: euros(1),
  ...change,
});

describe('Pricing an order', () => {
  test.each([
    { price: 4999, quantity: 1, shipping: 490, total: 5489 },
    { price: 5000, quantity: 1, shipping: 0, total: 5000 },
    { price: 2499, quantity: 2, shipping: 490, total: 5488 },
    { price: 0, quantity: 1, shipping: 490, total: 490 },
  ])('$quantity × $price costs $shipping to ship and $total in all', ({ price, quantity, shipping, total }) => {
    const priced = priceOrder([{ productId: 'lamp', quantity }], [product('lamp', price)]);
    expect(priced).toMatchObject({
      shipping: euros(shipping),
      total: euros(total),
      lines: [{ unitPrice: euros(price) }],
    });
  });

  test('When a product is not on sale any more, then it says so', () => {
    expect(() => priceOrder([{ productId: 'lamp', quantity: 1 }], [])).toThrow(
      expect.objectContaining({ code: 'product-not-found' }),
    );
  });

  test('When prices are in different currencies, then they are never added up', () => {
    const lines = ['lamp', 'chair'].map((productId) => ({ productId, quantity: 1 }));
    expect(() => priceOrder(lines, [product('lamp', 1), product('chair', 1, 'USD')])).toThrow('currencies');
  });
});

describe('What can be ordered', () => {
  test('When a product is listed twice, then the second line is named', () => {
    const lines = [request().lines[0], request().lines[0]] as ReturnType<typeof request>['lines'];
    expect(() => assertOrderable(request({ lines }))).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ path: 'lines.1.productId' })] }),
    );
  });

  test.each(['US', 'XX'])(
    'When the parcel should go to %s, then the countries that we deliver to are named',
    (country) => {
      const shippingAddress = { ...request().shippingAddress, country };
      expect(() => assertOrderable(request({ shippingAddress }))).toThrow(
        expect.objectContaining({
          errors: [{ path: 'shippingAddress.country', message: expect.stringContaining('Ireland') }],
        }),
      );
    },
  );

  test('Order numbers can be read out on the phone', () => {
    for (let n = 0; n < 200; n += 1) expect(newOrderNumber()).toMatch(/^T-[2-9A-HJ-NP-TV-Z]{6}$/);
  });
});
