import type { Order, OrderStatus, OrderSummary } from '../api/order.ts';
import type { PaymentOption } from '../api/payment.ts';
import type { ProductSummary } from '../api/product.ts';
import type { Money } from '../money.ts';
import type { Address } from '../primitives.ts';
import type { CartState } from '../state/cart.ts';
import type { FormState } from './form.ts';

export interface CartScreenLine {
  readonly product: ProductSummary;
  readonly quantity: number;
  readonly lineTotal: Money;
  /** The price when it was put in, where today's differs. */
  readonly formerPrice: Money | null;
  /** What keeps this line from being ordered, for the shopper: "Only 2 left". */
  readonly problem: string | null;
}
export interface CartTotals {
  readonly subtotal: Money;
  readonly shipping: Money;
  readonly total: Money;
}
/** `GET /screens/cart`. `totals` is null for an empty cart. */
export interface CartScreen {
  readonly lines: readonly CartScreenLine[];
  readonly totals: CartTotals | null;
  readonly cart: CartState;
  readonly form: FormState | null;
}
/** `GET /screens/checkout`. `idempotencyKey` belongs to this attempt. */
export interface CheckoutScreen extends CartScreen {
  readonly idempotencyKey: string;
  readonly email: string;
  readonly addresses: readonly (Address & { readonly id: string; readonly isDefault: boolean })[];
  /** In the order to show; empty while nobody can say how one can pay. */
  readonly paymentOptions: readonly PaymentOption[];
}
/** `GET /screens/orders?page` */
export interface OrdersScreen {
  readonly items: readonly OrderSummary[];
  readonly page: number;
  readonly pageCount: number;
  readonly total: number;
}
/**
 * `GET /screens/order/:id`; 404 when it is not the caller's. `?access=` with the token of a guest's link keeps it in a
 * cookie for a while.
 */
export interface OrderScreen {
  readonly order: Order;
  readonly awaitsSecondStep: boolean;
  /** The payment goes on at the provider's own page. */
  readonly redirectUrl?: string;
  readonly form: FormState | null;
  /** `idempotencyKey` belongs to this attempt to send something back. */
  readonly returning: { readonly idempotencyKey: string; readonly form: FormState | null };
}

/** `GET /screens/manage-orders?status&page`, or `?number` for one; 401 and 403 for who is no admin. `idempotencyKey` is for one refund. */
export interface ManageOrdersScreen {
  /** Null for a search by number. */
  readonly status: OrderStatus | null;
  readonly items: readonly Order[];
  readonly page: number;
  readonly pageCount: number;
  readonly total: number;
  readonly idempotencyKey: string;
  readonly form: FormState | null;
}

/** JSON answer of `POST /cart/items`, `POST /cart/items/:productId`, `POST /cart/items/:productId/remove`. */
export interface CartChanged {
  readonly cart: CartState;
}
/** JSON answer of `POST /checkout` and `POST /orders/:id/confirm-payment`: go there. */
export interface CheckoutDone {
  readonly next: string;
  readonly cart: CartState;
  readonly orderId: string;
}
