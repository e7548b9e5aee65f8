import type { Clock } from '@tessera/service-kit/system';
import { jwtVerify, SignJWT } from 'jose';
import type { AccessTokens } from '../domain/access-tokens.ts';
import type { SigningKey } from './signing-key.ts';

const ISSUER = 'tessera';
const LIFE_SECONDS = 15 * 60;

export function jwtAccessTokens({
  key,
  clock,
  newId,
}: {
  key: SigningKey;
  clock: Clock;
  newId: () => string;
}): AccessTokens {
  return {
    async issue({ id, roles }) {
      const now = Math.floor(clock.now().getTime() / 1_000);
      const accessToken = await new SignJWT({ roles })
        .setProtectedHeader({ alg: 'EdDSA', kid: key.jwk.kid })
        .setIssuer(ISSUER)
        .setSubject(id)
        .setJti(newId())
        .setIssuedAt(now)
        .setExpirationTime(now + LIFE_SECONDS)
        .sign(key.privateKey);
      return { accessToken, expiresAt: new Date((now + LIFE_SECONDS) * 1_000).toISOString() };
    },
  };
}

/** The claims of a token of ours. Throws for every other. */
export const verifyAccessToken = (key: SigningKey, clock: Clock) => async (token: string) => {
  const { payload } = await jwtVerify(token, key.publicKey, {
    issuer: ISSUER,
    algorithms: ['EdDSA'],
    currentDate: clock.now(),
    clockTolerance: 5,
  });
  return payload;
};
