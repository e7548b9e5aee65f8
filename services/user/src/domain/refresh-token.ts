import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * One sign-in on one device: the row of refresh tokens that followed each other. Only hashes are kept. `key` alone
 * says nothing; with the former token it gives the successor, so that a repeat gets the same one.
 */
export interface TokenFamily {
  readonly id: string;
  readonly userId: string;
  readonly key: string;
  readonly currentHash: string;
  readonly formerHash: string | null;
  readonly rotatedAt: Date;
  readonly expiresAt: Date;
}

export const FAMILY_LIFE_MS = 30 * 86_400_000;
/** Two BFFs may come with the same token at once; whoever comes later than this stole it, or was stolen from. */
const REPEAT_MS = 10_000;

const hash = (token: string) => createHash('sha256').update(token).digest('base64url');
const sameHash = (a: string, b: string) => timingSafeEqual(Buffer.from(a), Buffer.from(b));
const random = (bytes: number) => randomBytes(bytes).toString('base64url');
const expiry = (now: Date) => new Date(now.getTime() + FAMILY_LIFE_MS);

/** `<family>.<secret>`, both 128 bits or more. */
const successorOf = (token: string, { id, key }: TokenFamily) =>
  `${id}.${createHmac('sha256', key).update(token).digest('base64url')}`;

export function newFamily(userId: string, now: Date): { family: TokenFamily; token: string } {
  const id = random(18);
  const token = `${id}.${random(32)}`;
  const family = { id, userId, key: random(32), currentHash: hash(token), formerHash: null };
  return { family: { ...family, rotatedAt: now, expiresAt: expiry(now) }, token };
}

export const familyIdOf = (token: string): string | null => /^([\w-]{24})\.[\w-]{43}$/.exec(token)?.[1] ?? null;

export type Rotation =
  | { readonly kind: 'rotated'; readonly family: TokenFamily; readonly token: string }
  | { readonly kind: 'repeated'; readonly token: string }
  | { readonly kind: 'expired' }
  /** The token was used before: someone else has it too. */
  | { readonly kind: 'reused' };

export function rotate(family: TokenFamily, token: string, now: Date): Rotation {
  if (family.expiresAt <= now) return { kind: 'expired' };
  const given = hash(token);
  const next = successorOf(token, family);
  if (sameHash(given, family.currentHash)) {
    const { currentHash } = family;
    const rotated = {
      ...family,
      currentHash: hash(next),
      formerHash: currentHash,
      rotatedAt: now,
      expiresAt: expiry(now),
    };
    return { kind: 'rotated', family: rotated, token: next };
  }
  const recent = now.getTime() - family.rotatedAt.getTime() <= REPEAT_MS;
  if (recent && family.formerHash && sameHash(given, family.formerHash)) return { kind: 'repeated', token: next };
  return { kind: 'reused' };
}
