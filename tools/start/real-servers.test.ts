import { expect, test } from 'vitest';
import { describeRealServers } from './real-servers.ts';

test('When variables are missing, of another kind or lead nowhere, then all of them are named at once', async () => {
  const described = describeRealServers({
    ORDER_DATABASE_URL: 'mongodb://127.0.0.1/orders',
    PRODUCT_DATABASE_URL: 'postgres://127.0.0.1:1/products',
    REDIS_URL: 'localhost',
  });
  await expect(described).rejects.toThrow(/RABBITMQ_URL is not set \(events\).*put there: amqp:\/\//);
  await expect(described).rejects.toThrow('ORDER_DATABASE_URL is not an address of the kind mysql://');
  await expect(described).rejects.toThrow('PRODUCT_DATABASE_URL: nothing answers at 127.0.0.1:1');
  await expect(described).rejects.toThrow('REDIS_URL is not an address');
});

test('When it is production, then nothing may be embedded', async () => {
  const described = describeRealServers({ NODE_ENV: 'production' });
  for (const name of ['USER_DATABASE_URL', 'PAYMENT_DATABASE_URL', 'REDIS_URL'])
    await expect(described).rejects.toThrow(`${name} is not set`);
});
