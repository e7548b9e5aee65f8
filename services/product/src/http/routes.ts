import { productApi } from '@tessera/contracts/api/product';
import type { Authenticate } from '@tessera/service-kit/caller';
import { implement, replyCreated } from '@tessera/service-kit/routes';
import type { Express } from 'express';
import type { browseCatalogue } from '../use-cases/browse-catalogue.ts';
import type { manageProducts } from '../use-cases/manage-products.ts';
import type { reserveStock } from '../use-cases/reserve-stock.ts';
import type { settleReservation } from '../use-cases/settle-reservation.ts';
import { media } from './media.ts';

type UseCases = ReturnType<typeof browseCatalogue> &
  ReturnType<typeof manageProducts> &
  ReturnType<typeof settleReservation> & {
    reserveStock: ReturnType<typeof reserveStock>;
  };

export const routes = (useCases: UseCases, authenticate: Authenticate) => (app: Express) => {
  app.get('/media/:file', media);
  implement(
    app,
    productApi,
    {
      listProducts: ({ query }) => useCases.listProducts(query),
      listCategories: () => useCases.listCategories(),
      getProduct: ({ params }) => useCases.getProduct(params.id),
      getRecommendations: ({ params, query }) => useCases.getRecommendations(params.id, query.limit),
      createProduct: async ({ caller, headers, body }) =>
        replyCreated(await useCases.createProduct(caller.userId, headers['idempotency-key'], body)),
      updateProduct: ({ params, body }) => useCases.updateProduct(params.id, body),
      deleteProduct: ({ params }) => useCases.deleteProduct(params.id),
      reserve: ({ body }) => useCases.reserveStock(body),
      commitReservation: ({ params }) => useCases.commitReservation(params.id),
      releaseReservation: ({ params }) => useCases.releaseReservation(params.id),
    },
    { authenticate },
  );
};
