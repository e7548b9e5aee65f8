import { systemClock } from '@tessera/service-kit/system';
import { createProviders } from '../src/adapters/create-providers.ts';
import { loadConfig } from '../src/config.ts';
import type { Outcome, PaymentRecord } from '../src/domain/payment.ts';
import type { PaymentProvider } from '../src/domain/payment-provider.ts';
import { PAYPAL_KEYS, startPaypal } from './stand-ins/paypal.ts';
import { CHOICES, choose } from './stand-ins/shopper.ts';
import { STRIPE_KEYS, startStripe } from './stand-ins/stripe.ts';

/** One provider with a shopper before it. */
export interface Driver {
  readonly provider: PaymentProvider;
  /** Of a card that needs the shopper, where the form is ours. */
  readonly instrument: string | null;
  approve(payment: PaymentRecord): Promise<Outcome>;
  /** Tries with a card that is declined, and leaves. */
  decline(payment: PaymentRecord): Promise<Outcome>;
  /** What the provider itself says of the money; null where there is none. */
  readonly standIn: StandIn | null;
  close(): Promise<void>;
}
type StandIn = Pick<Awaited<ReturnType<typeof startStripe>>, 'plan' | 'moneyOf' | 'settle'> & {
  /** Refunds take days from now on. */
  slowRefunds(): void;
};

export const drivers: Record<'sandbox' | 'stripe' | 'paypal', () => Promise<Driver>> = {
  async sandbox() {
    const { card } = providersOf({ SANDBOX_PAYMENTS: 'on' });
    if (!card) throw new Error('There is no sandbox');
    return {
      ...{ provider: card, instrument: 'secondStep', standIn: null },
      approve: (payment) => card.confirm(payment, true),
      decline: (payment) => card.confirm(payment, false),
      close: async () => {},
    };
  },

  async stripe() {
    const stripe = await startStripe();
    const slowRefunds = () => {
      stripe.settings.refunds = 'pending';
    };
    const settings = { ...STRIPE_KEYS, STRIPE_API_URL: stripe.baseUrl };
    return { ...redirecting('stripe', settings), standIn: { ...stripe, slowRefunds }, close: stripe.close };
  },

  async paypal() {
    const paypal = await startPaypal();
    const slowRefunds = () => {
      paypal.settings.refunds = 'PENDING';
    };
    const settings = { ...PAYPAL_KEYS, PAYPAL_API_URL: paypal.baseUrl };
    return { ...redirecting('paypal', settings), standIn: { ...paypal, slowRefunds }, close: paypal.close };
  },
};

function redirecting(name: 'stripe' | 'paypal', settings: Record<string, string>) {
  const provider = providersOf({ ...settings, SANDBOX_PAYMENTS: 'off' }).all[0];
  if (!provider) throw new Error(`There is no ${name}`);
  const shop = async (payment: PaymentRecord, choice: string) => {
    await choose(payment.redirectUrl ?? '', choice);
    return provider.sync(payment);
  };
  return {
    ...{ provider, instrument: null },
    approve: (payment: PaymentRecord) => shop(payment, CHOICES[name].pay),
    async decline(payment: PaymentRecord) {
      const outcome = await shop(payment, CHOICES[name].declined);
      return outcome.status === 'failed' ? outcome : provider.abandon(payment);
    },
  };
}

function providersOf(env: Record<string, string>) {
  const config = loadConfig({ DATABASE_URL: 'postgres://unused', ...env });
  return createProviders({ ...config, providerDeadlineMs: 250 }, systemClock);
}
