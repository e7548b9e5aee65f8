import { createSecretKey } from 'node:crypto';
import type { Clock } from '@tessera/service-kit/system';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { OrderLinks } from '../domain/order-links.ts';

/** Until the last return is long decided. */
const LIFE_S = 90 * 24 * 3_600;
const AUDIENCE = 'order-link';

/** Tokens are JWTs signed with HMAC-SHA256; their subject is the order. `secret` has 32 characters or more. */
export function createJoseOrderLinks({ secret, clock }: { secret: string; clock: Clock }): OrderLinks {
  const key = createSecretKey(Buffer.from(secret));
  return {
    issue: (orderId) =>
      new SignJWT()
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(orderId)
        .setAudience(AUDIENCE)
        .setExpirationTime(Math.floor(clock.now().getTime() / 1_000) + LIFE_S)
        .sign(key),

    async opens(token, subject) {
      const expected = { subject, audience: AUDIENCE, algorithms: ['HS256'], currentDate: clock.now() };
      try {
        await jwtVerify(token, key, { ...expected, requiredClaims: ['exp'] });
        return true;
      } catch (error) {
        if (error instanceof errors.JOSEError) return false;
        throw error;
      }
    },
  };
}
