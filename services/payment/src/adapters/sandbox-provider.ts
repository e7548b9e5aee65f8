import { SANDBOX_CARDS } from '@tessera/contracts/api/payment';
import type { Clock } from '@tessera/service-kit/system';
import { refuse } from '../domain/card.ts';
import type { Outcome, PaymentRecord } from '../domain/payment.ts';
import type { CardProvider } from '../domain/payment-provider.ts';
import { nextLook } from './next-look.ts';

type SandboxCard = keyof typeof SANDBOX_CARDS;

/** How long the slow card's confirmation takes. */
const SLOW_MS = 5_000;
const DECLINED = 'Your card was declined. Please try another card.';

/** Moves no money. What happens depends on the card alone, so that it needs no memory of its own. */
export function createSandboxProvider(clock: Clock): CardProvider {
  const succeeded = ({ id }: PaymentRecord): Outcome => ({
    status: 'succeeded',
    capture: `sandbox_${id}`,
    reference: `sandbox_${id}`,
  });
  const charge = async (payment: PaymentRecord): Promise<Outcome> => {
    const reference = `sandbox_${payment.id}`;
    switch (payment.instrument as SandboxCard) {
      case 'succeeds':
        return succeeded(payment);
      case 'secondStep': {
        const message = 'Your bank asks you to confirm this payment.';
        return { status: 'requires-action', message, reference, checkAt: nextLook(payment.createdAt, clock.now()) };
      }
      case 'slowWebhook': {
        const now = clock.now();
        // Either way: the clock may have been put back since.
        const sinceMs = Math.abs(now.getTime() - payment.createdAt.getTime());
        if (sinceMs >= SLOW_MS) return succeeded(payment);
        return { status: 'processing', checkAt: new Date(now.getTime() + SLOW_MS - sinceMs), reference };
      }
      case 'declines':
        return { status: 'failed', message: DECLINED };
    }
  };
  return {
    option: { provider: 'sandbox', kind: 'card', label: 'Test card' },
    async instrumentFor({ number }) {
      const known = Object.entries(SANDBOX_CARDS).find(([, card]) => card === number);
      return (
        known?.[0] ?? refuse('card-invalid', 'number', 'This shop is a demo: use a test card, 4242 4242 4242 4242')
      );
    },
    charge,
    sync: charge,
    async confirm(payment, approve) {
      return approve
        ? succeeded(payment)
        : { status: 'failed', message: 'You did not confirm the payment with your bank.' };
    },
    async abandon() {
      return { status: 'failed', message: 'The payment was not confirmed in time.' };
    },
    async refund({ id }) {
      return { status: 'succeeded', reference: `sandbox_${id}` };
    },
    refunds: async () => [],
  };
}
