import { PAYPAL_KEYS, startPaypal } from './paypal.ts';
import { STRIPE_KEYS, startStripe } from './stripe.ts';

/** Both providers for a shop on this machine, told where its gateway is: docs/runbooks/payments.md. */
const shop = process.env.PUBLIC_ORIGIN ?? 'http://localhost:8080';
const [stripe, paypal] = [await startStripe({ port: 12_111 }), await startPaypal({ port: 12_112 })];
stripe.webhooks.url = `${shop}/webhooks/stripe`;
paypal.webhooks.url = `${shop}/webhooks/paypal`;

const environment = {
  ...STRIPE_KEYS,
  STRIPE_API_URL: stripe.baseUrl,
  ...PAYPAL_KEYS,
  PAYPAL_API_URL: paypal.baseUrl,
};
console.log(`Stand-ins of Stripe and PayPal for ${shop}. Start the shop with\n`);
for (const [name, value] of Object.entries(environment)) console.log(`export ${name}=${value}`);
