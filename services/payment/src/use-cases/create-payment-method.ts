import { randomBytes } from 'node:crypto';
import type { Clock } from '@tessera/service-kit/system';
import { assertUsable, type Card, faceOf } from '../domain/card.ts';
import type { PaymentProvider } from '../domain/payment-provider.ts';
import type { PaymentMethod, PaymentRepository } from '../domain/payment-repository.ts';

const LIFE_MS = 30 * 60_000;

interface Deps {
  readonly payments: PaymentRepository;
  readonly provider: PaymentProvider;
  readonly clock: Clock;
}

/** Swaps a card for a token that can be handed around. The number and the security code end here. */
export function createCreatePaymentMethod({ payments, provider, clock }: Deps) {
  return async (card: Card): Promise<PaymentMethod> => {
    const now = clock.now();
    assertUsable(card, now);
    const method = {
      token: `pm_${randomBytes(24).toString('base64url')}`,
      card: faceOf(card),
      instrument: await provider.instrumentFor(card),
      expiresAt: new Date(now.getTime() + LIFE_MS),
    };
    await payments.addMethod(method);
    return method;
  };
}
