import { id } from '@tessera/contracts/primitives';
import type { Request } from 'express';
import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { HttpProblem } from './http-problem.ts';
import { UpstreamUnavailable } from './upstream-error.ts';

export interface Anonymous {
  readonly kind: 'anonymous';
}
export interface Guest {
  readonly kind: 'guest';
  readonly guestId: string;
}
export interface Customer {
  readonly kind: 'customer';
  readonly userId: string;
  readonly roles: readonly string[];
  /** The shopper's earlier life as a guest. */
  readonly guestId?: string;
}
export type Caller = Anonymous | Guest | Customer;
export type Authenticate = (req: Request) => Promise<Caller>;

const claims = z.object({ sub: id, roles: z.array(z.string()) });

/**
 * Who calls: `Authorization: Bearer <JWT>` with the claims `sub` (user id) and `roles`, signed by a key of the JWKS,
 * and `x-guest-id`, which only BFFs set. A token that is wrong or over is a 401; keys that can't be had are a 503.
 */
export function createAuthenticator({ jwksUrl, issuer }: { jwksUrl: string | URL; issuer: string }): Authenticate {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 2_000, cooldownDuration: 5_000 });
  return async (req) => {
    const guestId = id.safeParse(req.get('x-guest-id')).data;
    const token = /^Bearer (\S+)$/i.exec(req.get('authorization') ?? '')?.[1];
    if (!token) return guestId ? { kind: 'guest', guestId } : { kind: 'anonymous' };
    const { sub, roles } = await verify(token, keys, issuer);
    return { kind: 'customer', userId: sub, roles, ...(guestId ? { guestId } : {}) };
  };
}

async function verify(token: string, keys: JWTVerifyGetKey, issuer: string): Promise<z.infer<typeof claims>> {
  try {
    const { payload } = await jwtVerify(token, keys, { issuer, algorithms: ['EdDSA', 'RS256'], clockTolerance: 5 });
    return claims.parse(payload);
  } catch (error) {
    const unreachable =
      error instanceof errors.JWKSTimeout ||
      error instanceof errors.JWKSInvalid ||
      !(error instanceof errors.JOSEError || error instanceof z.ZodError) ||
      error.constructor === errors.JOSEError;
    if (unreachable) throw new UpstreamUnavailable('The JWKS of the user service', { cause: error });
    throw unauthenticated();
  }
}

export const unauthenticated = (): HttpProblem =>
  new HttpProblem(401, 'unauthenticated', 'Sign in to do this.', { headers: { 'www-authenticate': 'Bearer' } });
