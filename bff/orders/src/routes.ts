import { takeForm } from '@tessera/service-kit/bff/form';
import { passage } from '@tessera/service-kit/bff/passage';
import type { Express } from 'express';
import { mountCartActions } from './actions/cart-actions.ts';
import { mountManageActions } from './actions/manage-actions.ts';
import { mountOrderActions } from './actions/order-actions.ts';
import { accessTo, keepAccess } from './order-access.ts';
import { getCart } from './screens/get-cart.ts';
import { getCheckout } from './screens/get-checkout.ts';
import { getOrder } from './screens/get-order.ts';
import { getOrders } from './screens/get-orders.ts';
import { manageOrders } from './screens/manage-orders.ts';
import type { Services } from './services.ts';

interface Deps {
  readonly services: Services;
  readonly orderServiceUrl: string;
  /** Seals what forms remember. */
  readonly secret: string;
  readonly newId: () => string;
  /** Cookies for HTTPS only. */
  readonly secure: boolean;
}

export function mountRoutes(app: Express, { services, orderServiceUrl, secret, newId, secure }: Deps): void {
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
  for (const path of ['/screens/order/:id', '/screens/payment-step/:id'] as const) {
    app.get(path, async (req, res) => {
      const { id } = req.params;
      const link = tokenOf(req.query.access);
      const form = takeForm(req, res, 'order', secret);
      const returnForm = takeForm(req, res, 'return', secret);
      const screen = await getOrder(services, accessTo(id, req, link), { id, form, returnForm, newId });
      if (link) keepAccess(res, id, link, secure);
      res.json(screen);
    });
  }
  app.get('/screens/manage-orders', async (req, res) => {
    const form = takeForm(req, res, 'manage', secret);
    const { status, number, page } = req.query;
    const asked = { status, number, page: pageOf(page), form, newId };
    res.json(await manageOrders(services, req.session, asked));
  });
  mountCartActions(app, { services, secret });
  mountOrderActions(app, { services, secret });
  mountManageActions(app, { services, secret });
  app.get(
    '/orders/:id/events',
    (req, _res, next) => {
      Object.assign(req.headers, accessTo(String(req.params.id), req).headers);
      next();
    },
    passage(orderServiceUrl, (req) => `/orders/${encodeURIComponent(String(req.params.id))}/events`),
  );
}

/** Of a guest's link, as it may stand in a header and in a cookie. */
const tokenOf = (asked: unknown): string | undefined =>
  typeof asked === 'string' && /^[\w.-]{1,1000}$/.test(asked) ? asked : undefined;

/** The page that an address asks for; whatever can't be one is the first. */
function pageOf(asked: unknown): number {
  const page = Number(asked);
  return Number.isInteger(page) && page >= 1 && page <= 1_000 ? page : 1;
}
