import { productCreated } from '@tessera/contracts/events/product-created';
import { productDeleted } from '@tessera/contracts/events/product-deleted';
import { productUpdated } from '@tessera/contracts/events/product-updated';
import { stockReleased } from '@tessera/contracts/events/stock-released';
import { stockReserved } from '@tessera/contracts/events/stock-reserved';
import { type Handler, on } from '@tessera/messaging/event-bus';

interface Deps {
  readonly stockMoved: (productIds: readonly string[]) => Promise<void>;
  readonly productsChanged: () => Promise<void>;
}

/**
 * What was remembered of them is forgotten. This service did so when it made the change; its own event makes sure of it
 * when the process ended in between. A repeat does no harm.
 */
export const onCatalogueChanged = ({ stockMoved, productsChanged }: Deps): Handler[] => [
  on(productCreated, productsChanged),
  on(productUpdated, productsChanged),
  on(productDeleted, productsChanged),
  on(stockReserved, ({ lines }) => stockMoved(lines.map(({ productId }) => productId))),
  on(stockReleased, ({ lines }) => stockMoved(lines.map(({ productId }) => productId))),
];
