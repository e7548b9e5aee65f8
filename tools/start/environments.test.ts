import { expect, test } from 'vitest';
import { addressesFor } from './addresses.ts';
import { BFFS } from './deployables.ts';
import { environmentOf } from './environments.ts';
import type { Installation } from './installation.ts';
import { readyMessage } from './ready-message.ts';

const installation = (env: NodeJS.ProcessEnv = {}) =>
  ({ addresses: addressesFor('9000'), backing: {}, env, sessionSecret: 'x' }) as Installation;

test('When the shell and its BFF start, then they learn the address of every BFF that there is', () => {
  const variables = BFFS.filter((name) => name !== 'shell').map(
    (name) => `BFF_${name.toUpperCase().replaceAll('-', '_')}_URL`,
  );
  for (const part of ['shell', 'bff-shell'] as const) {
    expect(Object.keys(environmentOf(part, installation()))).toEqual(expect.arrayContaining(variables));
  }
});

test('When somebody develops, then the shell has its tools and takes overrides, unless they say otherwise', () => {
  expect(environmentOf('shell', installation())).toMatchObject({ DEV_TOOLS: 'on', REMOTE_OVERRIDES: 'open' });
  const own = { DEV_TOOLS: 'off', REMOTE_OVERRIDES: 'signed', REMOTE_OVERRIDES_SECRET: 'secret' };
  expect(environmentOf('shell', installation(own))).toMatchObject(own);
  expect(readyMessage(9000, {})).toContain('http://localhost:9000/dev/remotes');
});

test.each([{ SMTP_URL: 'smtp://mail.example' }, { NODE_ENV: 'production' }])(
  'When it is a shop for shoppers (%j), then there are neither tools nor overrides',
  (env) => {
    const shell = environmentOf('shell', installation(env));
    expect(shell).not.toHaveProperty('DEV_TOOLS');
    expect(shell).not.toHaveProperty('REMOTE_OVERRIDES');
    expect(environmentOf('user', installation(env))).toMatchObject({ DEMO_DATA: 'off' });
    expect(environmentOf('order', installation(env))).toMatchObject({ DEMO_FULFILMENT: 'off' });
    expect(readyMessage(9000, env)).not.toMatch(/\/dev\/|tessera-demo/);
  },
);

test('When mails go out, then they carry the sender that was given', () => {
  const mail = { SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'hello@shop.example' };
  expect(environmentOf('notification', installation(mail))).toMatchObject(mail);
});

test('When keys of payment providers are there, then the payment service gets them and forms may lead to their pages', () => {
  const keys = { STRIPE_SECRET_KEY: 'sk', STRIPE_WEBHOOK_SECRET: 'whsec', PAYPAL_CLIENT_ID: 'id' };
  expect(environmentOf('payment', installation(keys))).toMatchObject(keys);
  const shell = environmentOf('shell', installation(keys));
  expect(shell.PAYMENT_ORIGINS).toBe('https://checkout.stripe.com https://www.sandbox.paypal.com');
  expect(shell).not.toHaveProperty('STRIPE_SECRET_KEY');
  expect(environmentOf('shell', installation()).PAYMENT_ORIGINS).toBe('');
});
