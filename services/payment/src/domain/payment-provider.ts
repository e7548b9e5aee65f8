import type { PaymentOption } from '@tessera/contracts/api/payment';
import type { Card } from './card.ts';
import type { Outcome, PaymentRecord } from './payment.ts';
import type { KnownRefund, RefundOutcome, RefundRecord } from './refund.ts';

/**
 * Who moves the money. Each call may be repeated with the same payment or refund, whatever became of the answer: the
 * provider knows it by our id and does it once. Throws when the provider could not be asked, or did not say for sure.
 */
export interface PaymentProvider {
  readonly option: PaymentOption;
  charge(payment: PaymentRecord): Promise<Outcome>;
  /** How it stands now. Takes the money of what the shopper has approved. Needs a `reference`. */
  sync(payment: PaymentRecord): Promise<Outcome>;
  /** Nobody waits for this payment any more: takes no money from now on. `succeeded` when it had been taken before. */
  abandon(payment: PaymentRecord): Promise<Outcome>;
  /** Gives back, or says how a refund stands that was asked for before. */
  refund(refund: RefundRecord, payment: PaymentRecord): Promise<RefundOutcome>;
  /** All refunds of a payment that took money, whoever asked for them. */
  refunds(payment: PaymentRecord): Promise<readonly KnownRefund[]>;
}

/** One that takes cards in the shop's own form. */
export interface CardProvider extends PaymentProvider {
  /** Takes a card and gives what stands for it from now on. Throws `card-invalid`. */
  instrumentFor(card: Card): Promise<string>;
  /** The shopper's answer of the second step. */
  confirm(payment: PaymentRecord, approve: boolean): Promise<Outcome>;
}

/** What a provider's message is about, in our ids. Only a hint: the provider is asked for the truth. */
export interface Notice {
  /** The provider's name for the message, the same each time that it is sent. */
  readonly id: string;
  /** It tells of money that went back, or came again. */
  readonly ofRefund: boolean;
  readonly paymentId?: string;
  readonly refundId?: string;
  /** The provider's name for money that it took, where it says nothing of ours. */
  readonly capture?: string;
}

/** One that tells us of its own accord. */
export interface Webhook {
  /** Throws `webhook-forged` for what the provider did not send, or sent too long ago. */
  read(body: Buffer, headers: Readonly<Record<string, string | string[] | undefined>>): Promise<Notice>;
}

export interface Providers {
  readonly card: CardProvider | undefined;
  /** In the order to show. */
  readonly all: readonly PaymentProvider[];
  readonly webhooks: ReadonlyMap<string, Webhook>;
}

/** Throws when a payment's provider is configured no more. */
export function providerOf(payment: PaymentRecord, { all }: Providers): PaymentProvider {
  const found = all.find(({ option }) => option.provider === payment.provider);
  if (!found)
    throw new Error(`Payment ${payment.id} is with ${payment.provider}: configure its keys again to settle it`);
  return found;
}
