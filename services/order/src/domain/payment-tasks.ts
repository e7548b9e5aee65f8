/** A call to the payment service that must happen, even if this process dies first. */
export type PaymentTask =
  | { readonly kind: 'start'; readonly id: string; readonly orderId: string; readonly paymentMethod: string }
  | RefundTask;

/** `id` is the refund's. `amount` is in the order's currency; without it all that is left. */
export interface RefundTask {
  readonly kind: 'refund';
  readonly id: string;
  readonly orderId: string;
  readonly paymentId: string;
  readonly amount?: number;
}

export interface PaymentTasks {
  /** Due tasks, each handed to one process only; they come back after a back-off unless done. */
  take(limit: number): Promise<PaymentTask[]>;
  done(task: Pick<PaymentTask, 'id'>): Promise<void>;
}
