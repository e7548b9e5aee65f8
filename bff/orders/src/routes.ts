import { takeForm } from '@tessera/service-kit/bff/form';
import { passage } from '@tessera/service-kit/bff/passage';
import type { Express } from 'express';
import { mountCartActions } from './actions/cart-actions.ts';
import { mountOrderActions } from './actions/order-actions.ts';
import { getCart } from './screens/get-cart.ts';
import { getCheckout } from './screens/get-checkout.ts';
import { getOrder } from './screens/get-order.ts';
import { getOrders } from './screens/get-orders.ts';
import type { Services } from './services.ts';

interface Deps {
  readonly services: Services;
  readonly orderServiceUrl: string;
  /** Seals what forms remember. */
  readonly secret: string;
  readonly newId: () => string;
}

export function mountRoutes(app: Express, { services, orderServiceUrl, secret, newId }: Deps): void {
  app.get('/screens/cart', async (req, res) => {
    res.json(await getCart(services, req.session, takeForm(req, res, 'cart', secret)));
  });
  app.get('/screens/checkout', async (req, res) => {
    const form = takeForm(req, res, 'checkout', secret);
    res.json(await getCheckout(services, req.session, { form, newId }));
  });
  app.get('/screens/orders', async (req, res) => {
    res.json(await getOrders(services, req.session, pageOf(req.query.page)));
  });
  for (const screen of ['/screens/order/:id', '/screens/payment-step/:id'] as const) {
    app.get(screen, async (req, res) => {
      const form = takeForm(req, res, 'order', secret);
      res.json(await getOrder(services, req.session, { id: req.params.id, form }));
    });
  }
  mountCartActions(app, { services, secret });
  mountOrderActions(app, { services, secret });
  app.get(
    '/orders/:id/events',
    passage(orderServiceUrl, (req) => `/orders/${encodeURIComponent(String(req.params.id))}/events`),
  );
}

/** The page that an address asks for; whatever can't be one is the first. */
function pageOf(asked: unknown): number {
  const page = Number(asked);
  return Number.isInteger(page) && page >= 1 && page <= 1_000 ? page : 1;
}
