import type {
  CartChanged,
  CartScreen,
  CheckoutDone,
  CheckoutScreen,
  ManageOrdersScreen,
  OrderScreen,
  OrdersScreen,
} from '@tessera/contracts/bff/orders';
import type { ApiFetch } from '@tessera/contracts/remote/api-fetch';
import { getJson, sendJson } from '@tessera/remote-kit/api';

/** Where the BFF is for a browser: what forms post to. `api` has it built in. */
const PUBLIC = '/api/orders';

export const getCartScreen = (api: ApiFetch) => getJson<CartScreen>(api, '/screens/cart');
export const getCheckoutScreen = (api: ApiFetch) => getJson<CheckoutScreen>(api, '/screens/checkout');
export const getOrdersScreen = (api: ApiFetch, page: number) =>
  getJson<OrdersScreen>(api, `/screens/orders?page=${page}`);
/** `access` is the token of a guest's link: the BFF keeps it for the calls that follow. */
export const getOrderScreen = (api: ApiFetch, id: string, access?: string) =>
  getJson<OrderScreen>(
    api,
    `/screens/order/${encodeURIComponent(id)}${access ? `?access=${encodeURIComponent(access)}` : ''}`,
  );

export const getManageOrdersScreen = (api: ApiFetch, query: string) =>
  getJson<ManageOrdersScreen>(api, `/screens/manage-orders${query}`);

/** A form of the BFF: `action` for a page without JavaScript, `send` for one with it. */
const form = <Answer>(path: string) => ({
  action: `${PUBLIC}${path}`,
  send: (api: ApiFetch, body: unknown) => sendJson<Answer>(api, 'POST', path, body),
});

export const addItemForm = form<CartChanged>('/cart/items');
export const setItemForm = (productId: string) => form<CartChanged>(`/cart/items/${productId}`);
export const removeItemForm = (productId: string) => form<CartChanged>(`/cart/items/${productId}/remove`);
export const checkoutForm = form<CheckoutDone>('/checkout');
export const confirmPaymentForm = (orderId: string) => form<CheckoutDone>(`/orders/${orderId}/confirm-payment`);
export const returnOrderForm = (orderId: string) => form<unknown>(`/orders/${orderId}/returns`);
export const cancelOrderForm = (orderId: string) => form<unknown>(`/orders/${orderId}/cancel`);

/** Plain forms: who packs orders has no need of more. */
export const orderStatusAction = (orderId: string) => `${PUBLIC}/admin/orders/${orderId}/status`;
export const refundAction = (orderId: string) => `${PUBLIC}/admin/orders/${orderId}/refunds`;
export const returnDecisionAction = (orderId: string, returnId: string) =>
  `${PUBLIC}/admin/orders/${orderId}/returns/${returnId}/decision`;

/** Server-sent events of an order: `order` with the whole order. */
export const orderEventsUrl = (orderId: string) => `${PUBLIC}/orders/${orderId}/events`;
