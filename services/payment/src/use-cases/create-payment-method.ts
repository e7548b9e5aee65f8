import { randomBytes } from 'node:crypto';
import type { Clock } from '@tessera/service-kit/system';
import { assertUsable, type Card, faceOf, refuse } from '../domain/card.ts';
import type { Providers } from '../domain/payment-provider.ts';
import type { PaymentMethod, PaymentRepository } from '../domain/payment-repository.ts';

const LIFE_MS = 30 * 60_000;

interface Deps {
  readonly payments: PaymentRepository;
  readonly providers: Providers;
  readonly clock: Clock;
}

/** Swaps a card for a token that can be handed around. The number and the security code end here. */
export function createCreatePaymentMethod({ payments, providers, clock }: Deps) {
  return async (card: Card): Promise<PaymentMethod> => {
    if (!providers.card) refuse('card-invalid', 'number', 'This shop takes no cards in its own form');
    const now = clock.now();
    assertUsable(card, now);
    const method = {
      token: `pm_${randomBytes(24).toString('base64url')}`,
      card: faceOf(card),
      instrument: await providers.card.instrumentFor(card),
      expiresAt: new Date(now.getTime() + LIFE_MS),
    };
    await payments.addMethod(method);
    return method;
  };
}
