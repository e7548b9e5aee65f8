import { describe, expect, test } from 'vitest';
import { loadConfig } from './config.ts';

const laptop = { DATABASE_URL: 'postgres://localhost/payments' };
const production = {
  ...laptop,
  ...{ NODE_ENV: 'production', RABBITMQ_URL: 'amqp://broker', PUBLIC_ORIGIN: 'https://shop.example' },
};
const stripe = { STRIPE_SECRET_KEY: 'sk_test', STRIPE_WEBHOOK_SECRET: 'whsec_test' };
const paypal = { PAYPAL_CLIENT_ID: 'id', PAYPAL_CLIENT_SECRET: 'secret', PAYPAL_WEBHOOK_ID: 'webhook' };

describe('The ways to pay', () => {
  test('When nothing is configured, then a laptop takes test cards and a production refuses to start', () => {
    expect(loadConfig(laptop)).toMatchObject({ sandbox: true, stripe: undefined, paypal: undefined });
    expect(() => loadConfig(production)).toThrow(/SANDBOX_PAYMENTS: .*take test cards and no money, or set the keys/);
    expect(loadConfig({ ...production, SANDBOX_PAYMENTS: 'on' }).sandbox).toBe(true);
  });

  test('When keys are there, then their providers are offered, and in production they alone', () => {
    expect(loadConfig({ ...laptop, ...stripe })).toMatchObject({ sandbox: true, stripe: { secretKey: 'sk_test' } });
    const live = loadConfig({ ...production, ...stripe, ...paypal, PAYPAL_ENVIRONMENT: 'live' });
    expect(live).toMatchObject({ sandbox: false, stripe: {}, paypal: { clientId: 'id', environment: 'live' } });
  });

  test.each(Object.keys({ ...stripe, ...paypal }))('When only %s is missing, then that is said', (missing) => {
    expect(() => loadConfig({ ...production, ...stripe, ...paypal, [missing]: '' })).toThrow(`${missing}: is not set`);
  });

  test('When there is no way to pay at all, then that is said', () => {
    expect(() => loadConfig({ ...laptop, SANDBOX_PAYMENTS: 'off' })).toThrow('SANDBOX_PAYMENTS: leaves no way to pay');
  });
});
