import { type ProductSummary, productApi } from '@tessera/contracts/api/product';
import { newId } from '@tessera/service-kit/system';
import { startStubService } from '@tessera/testing/stub-service';

/** The product service with what is on sale in a test. */
export async function startProducts() {
  const products = new Map<string, ProductSummary>();
  const stub = await startStubService(productApi, {
    listProducts: ({ query }) => {
      const items = (query.ids ?? '').split(',').flatMap((id) => products.get(id) ?? []);
      return { items, total: items.length, page: 1, pageCount: 1 };
    },
  });
  return {
    ...stub,
    products,
    onSale(amount: number, available = 100): ProductSummary {
      const id = newId();
      const product = {
        ...{ id, slug: `lamp-${id}`, name: 'Lamp', tagline: '', category: 'home', available },
        price: { amount, currency: 'EUR' },
        image: { url: '/lamp.webp', alt: 'A lamp', tint: '#fff' },
        rating: { average: 0, count: 0 },
      };
      products.set(id, product);
      return product;
    },
    change(id: string, change: Partial<ProductSummary>) {
      const product = products.get(id);
      if (product) products.set(id, { ...product, ...change });
    },
  };
}
