import { expect, test } from 'vitest';
import { addressesFor } from './addresses.ts';
import { allPorts, instancesOf } from './instances.ts';

const addresses = addressesFor('9000');
const redis = { REDIS_URL: 'redis://127.0.0.1:6379' };

test('When nothing is said, then each part is one process at its own port', () => {
  const instances = instancesOf({}, addresses);
  expect(instances.order).toEqual([addresses.order]);
  expect(allPorts(addresses, instances)).toEqual(addresses);
});

test('When some parts shall have several, then each instance has a port of its own and the others stay', () => {
  const instances = instancesOf(
    { ...redis, INSTANCES: '2', BFF_ORDERS_INSTANCES: '3', SHELL_INSTANCES: '1' },
    addresses,
  );
  expect(instances.shell).toEqual([addresses.shell]);
  expect(instances['bff-orders']).toHaveLength(3);
  const ports = Object.values(allPorts(addresses, instances));
  expect(new Set(ports).size).toBe(ports.length);
  expect(allPorts(addresses, instances)).toMatchObject({ order: addresses.order, 'order 1': expect.any(Number) });
});

test('When the number makes no sense, or processes would not know of each other, then it is said', () => {
  expect(() => instancesOf({ ORDER_INSTANCES: 'many' }, addresses)).toThrow('ORDER_INSTANCES must be a whole number');
  expect(() => instancesOf({ INSTANCES: '2' }, addresses)).toThrow('need Redis between them');
  expect(() =>
    instancesOf({ INSTANCES: '2', CART_INSTANCES: '1', NOTIFICATION_INSTANCES: '1' }, addresses),
  ).not.toThrow();
});
