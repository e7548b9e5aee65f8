import type { Clock } from '@tessera/service-kit/system';
import Stripe from 'stripe';
import type { Config } from '../config.ts';
import type { PaymentProvider, Providers, Webhook } from '../domain/payment-provider.ts';
import { createPaypalClient } from './paypal-client.ts';
import { createPaypalProvider } from './paypal-provider.ts';
import { createPaypalWebhook } from './paypal-webhook.ts';
import { createSandboxProvider } from './sandbox-provider.ts';
import { createStripeProvider } from './stripe-provider.ts';
import { createStripeWebhook } from './stripe-webhook.ts';

type Settings = Pick<Config, 'publicOrigin' | 'sandbox' | 'stripe' | 'paypal' | 'providerDeadlineMs'>;

/** Those whose keys are there. */
export function createProviders(settings: Settings, clock: Clock): Providers {
  const { publicOrigin, providerDeadlineMs: deadlineMs } = settings;
  const all: PaymentProvider[] = [];
  const webhooks = new Map<string, Webhook>();
  if (settings.stripe) {
    const { secretKey, webhookSecret, apiUrl } = settings.stripe;
    const stripe = createStripe(secretKey, { apiUrl, deadlineMs });
    all.push(createStripeProvider({ stripe, publicOrigin, clock }));
    webhooks.set('stripe', createStripeWebhook({ stripe, secret: webhookSecret, clock }));
  }
  if (settings.paypal) {
    const { webhookId, ...credentials } = settings.paypal;
    const client = createPaypalClient({ ...credentials, deadlineMs });
    all.push(createPaypalProvider({ client, publicOrigin, clock }));
    webhooks.set('paypal', createPaypalWebhook({ client, webhookId }));
  }
  const card = settings.sandbox ? createSandboxProvider(clock) : undefined;
  return { card, all: card ? [card, ...all] : all, webhooks };
}

function createStripe(key: string, options: { apiUrl: string | undefined; deadlineMs: number }): Stripe {
  const common = { timeout: options.deadlineMs, maxNetworkRetries: 1, telemetry: false };
  if (!options.apiUrl) return new Stripe(key, common);
  const { protocol, hostname: host, port } = new URL(options.apiUrl);
  return new Stripe(key, {
    ...common,
    host,
    ...(port && { port }),
    protocol: protocol === 'http:' ? 'http' : 'https',
  });
}
