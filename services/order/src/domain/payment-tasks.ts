/** A call to the payment service that must happen, even if this process dies first. */
export type PaymentTask =
  | { readonly kind: 'start'; readonly orderId: string; readonly paymentMethod: string }
  | { readonly kind: 'refund'; readonly orderId: string; readonly paymentId: string };

export interface PaymentTasks {
  /** Due tasks, each handed to one process only; they come back after a back-off unless done. */
  take(limit: number): Promise<PaymentTask[]>;
  done(task: Pick<PaymentTask, 'kind' | 'orderId'>): Promise<void>;
}
