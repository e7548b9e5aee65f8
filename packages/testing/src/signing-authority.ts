import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Stands in for the user service where a test needs signed-in callers. */
export interface SigningAuthority {
  readonly jwksUrl: string;
  /** A bearer token as the user service makes it: `sub` and `roles`, EdDSA, issuer `tessera`. `expiresIn` is like `5m`. */
  token(claims: { userId: string; roles?: string[]; issuer?: string; expiresIn?: string }): Promise<string>;
  close(): Promise<void>;
}

export async function startSigningAuthority(): Promise<SigningAuthority> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'test', alg: 'EdDSA', use: 'sig' }];
  const server = createServer((_req, res) => {
    res.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/.well-known/jwks.json`,
    token: ({ userId, roles = ['customer'], issuer = 'tessera', expiresIn = '5m' }) =>
      new SignJWT({ roles })
        .setProtectedHeader({ alg: 'EdDSA', kid: 'test' })
        .setSubject(userId)
        .setIssuer(issuer)
        .setIssuedAt()
        .setExpirationTime(expiresIn)
        .sign(privateKey),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
