import { generateKeyPairSync } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@tessera/testing/temporary-folder';
import { expect, test } from 'vitest';
import { keyOfDataDir, readSigningKey } from './signing-key.ts';

test('When there is no key yet, then one is made for the owner only, and kept', async () => {
  const folder = join(await temporaryFolder(), 'new');
  const pem = keyOfDataDir(folder);
  expect(keyOfDataDir(folder)).toBe(pem);
  expect(statSync(join(folder, 'user-signing-key.pem')).mode & 0o777).toBe(0o600);
  const { jwk } = await readSigningKey(pem);
  expect(jwk).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid: expect.any(String) });
  expect(jwk).not.toHaveProperty('d');
});

test('When the key is of another kind, then it is refused', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await expect(readSigningKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())).rejects.toThrow(
    'Ed25519',
  );
});
