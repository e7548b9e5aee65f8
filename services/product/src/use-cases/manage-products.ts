import type { Product } from '@tessera/contracts/api/product';
import { type Created, fingerprint, idFor } from '@tessera/service-kit/idempotency';
import type { ProductRepository } from '../domain/catalogue.ts';
import { changeProduct, draftProduct, type ProductChange, type ProductDraft } from '../domain/product.ts';
import { productNotFound } from '../domain/product-errors.ts';
import type { ProductEvents } from '../domain/product-events.ts';

interface Deps {
  readonly products: ProductRepository;
  readonly events: ProductEvents;
  readonly clock: { now(): Date };
}

export const manageProducts = ({ products, events, clock }: Deps) => ({
  /** Once for each key of this manager. */
  createProduct: (managerId: string, key: string, draft: ProductDraft): Promise<Created<Product>> =>
    products.add(draftProduct(draft, idFor(managerId, key), clock.now()), fingerprint(draft), (product) => [
      events.created(product),
    ]),

  updateProduct: (id: string, change: ProductChange): Promise<Product> =>
    products.change(
      id,
      (product) => changeProduct(product, change, clock.now()),
      (product) => [events.updated(product)],
    ),

  async deleteProduct(id: string): Promise<void> {
    const removed = await products.remove(id, clock.now(), (version) => [events.deleted(id, version)]);
    if (!removed) throw productNotFound();
  },
});
