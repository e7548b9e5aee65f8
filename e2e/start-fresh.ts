// Starts Tessera on data of its own, away from what `npm start` keeps, with stand-ins of the payment providers.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { PAYPAL_KEYS, startPaypal } from '../services/payment/test/stand-ins/paypal.ts';
import { STRIPE_KEYS, startStripe } from '../services/payment/test/stand-ins/stripe.ts';

const shop = `http://localhost:${process.env.PORT}`;
const [stripe, paypal] = [await startStripe(), await startPaypal()];
stripe.webhooks.url = `${shop}/webhooks/stripe`;
paypal.webhooks.url = `${shop}/webhooks/paypal`;
Object.assign(process.env, STRIPE_KEYS, PAYPAL_KEYS);
process.env.STRIPE_API_URL = stripe.baseUrl;
process.env.PAYPAL_API_URL = paypal.baseUrl;

process.env.DATA_DIR = path.resolve(import.meta.dirname, '../.cache/e2e-data');
rmSync(process.env.DATA_DIR, { recursive: true, force: true });
await import('../tools/start/main.ts');
await Promise.all([stripe.close(), paypal.close()]);
