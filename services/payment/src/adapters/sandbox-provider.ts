import { SANDBOX_CARDS } from '@tessera/contracts/api/payment';
import type { Clock } from '@tessera/service-kit/system';
import { refuse } from '../domain/card.ts';
import type { Outcome } from '../domain/payment.ts';
import type { PaymentProvider } from '../domain/payment-provider.ts';

type SandboxCard = keyof typeof SANDBOX_CARDS;

/** How long the slow card's confirmation takes. */
const SLOW_MS = 5_000;
const DECLINED = 'Your card was declined. Please try another card.';

/** Moves no money. What happens depends on the card alone, so that it needs no memory of its own. */
export function createSandboxProvider(clock: Clock): PaymentProvider {
  return {
    name: 'sandbox',
    async instrumentFor({ number }) {
      const known = Object.entries(SANDBOX_CARDS).find(([, card]) => card === number);
      return (
        known?.[0] ?? refuse('card-invalid', 'number', 'This shop is a demo: use a test card, 4242 4242 4242 4242')
      );
    },
    async charge({ instrument, createdAt }): Promise<Outcome> {
      switch (instrument as SandboxCard) {
        case 'succeeds':
          return { status: 'succeeded' };
        case 'secondStep':
          return { status: 'requires-action', message: 'Your bank asks you to confirm this payment.' };
        case 'slowWebhook': {
          const checkAt = new Date(createdAt.getTime() + SLOW_MS);
          return clock.now() >= checkAt ? { status: 'succeeded' } : { status: 'processing', checkAt };
        }
        case 'declines':
          return { status: 'failed', message: DECLINED };
      }
    },
    async confirm(_charge, approve) {
      return approve
        ? { status: 'succeeded' }
        : { status: 'failed', message: 'You did not confirm the payment with your bank.' };
    },
    async refund() {},
  };
}
