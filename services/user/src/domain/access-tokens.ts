import type { User } from './user.ts';

export interface AccessTokens {
  /** A signed JWT that services verify by the public keys. */
  issue(user: User): Promise<{ accessToken: string; expiresAt: string }>;
}
