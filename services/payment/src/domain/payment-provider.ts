import type { Payment } from '@tessera/contracts/api/payment';
import type { Card } from './card.ts';
import type { Outcome } from './payment.ts';

/** What is charged. `id` makes each call repeatable: the same payment is charged, confirmed and refunded once. */
interface Charge {
  readonly id: string;
  readonly amount: Payment['amount'];
  readonly instrument: string | null;
  readonly createdAt: Date;
}

/** Who moves the money. */
export interface PaymentProvider {
  readonly name: string;
  /** Takes a card and gives what stands for it from now on. Throws `card-invalid`. */
  instrumentFor(card: Card): Promise<string>;
  charge(charge: Charge): Promise<Outcome>;
  /** The shopper's answer of the second step. */
  confirm(charge: Charge, approve: boolean): Promise<Outcome>;
  refund(charge: Charge): Promise<void>;
}
