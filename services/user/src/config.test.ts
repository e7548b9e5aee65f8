import { expect, test } from 'vitest';
import { loadConfig } from './config.ts';

const DATABASE_URL = 'mongodb://127.0.0.1/tessera';

test('When production lacks what it must have, then every fault is named and nothing has a default', () => {
  const load = () => loadConfig({ NODE_ENV: 'production' });
  for (const name of ['DATABASE_URL', 'JWT_PRIVATE_KEY', 'RABBITMQ_URL']) expect(load).toThrow(name);
});

test('When values are of the wrong kind, then they are named with what to put there', () => {
  expect(() => loadConfig({ DATABASE_URL: 'postgres://x' })).toThrow('mongodb://user:password@host:27017/database');
  expect(() => loadConfig({ DATABASE_URL, JWT_PRIVATE_KEY: 'secret' })).toThrow('openssl genpkey -algorithm ed25519');
  expect(() => loadConfig({ DATABASE_URL, PORT: '99999' })).toThrow('PORT');
});

test('When the key is written on one line, then its line ends are restored', () => {
  const JWT_PRIVATE_KEY = '-----BEGIN PRIVATE KEY-----\\nabc\\n-----END PRIVATE KEY-----';
  expect(loadConfig({ DATABASE_URL, JWT_PRIVATE_KEY }).jwtPrivateKey?.split('\n')).toHaveLength(3);
});
