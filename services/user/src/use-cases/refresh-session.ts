import type { SignedIn } from '@tessera/contracts/api/user';
import type { Logger } from '@tessera/service-kit/logger';
import type { Clock } from '@tessera/service-kit/system';
import type { AccessTokens } from '../domain/access-tokens.ts';
import type { FamilyRepository } from '../domain/family-repository.ts';
import { familyIdOf, rotate } from '../domain/refresh-token.ts';
import { publicUser } from '../domain/user.ts';
import { sessionExpired } from '../domain/user-errors.ts';
import type { UserRepository } from '../domain/user-repository.ts';

interface Deps {
  readonly users: UserRepository;
  readonly families: FamilyRepository;
  readonly accessTokens: AccessTokens;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Exchanges a refresh token for the next pair. A token that was used before ends the session of all who have one. */
export function refreshSession({ users, families, accessTokens, clock, logger }: Deps) {
  async function nextToken(id: string, token: string): Promise<{ userId: string; refreshToken: string }> {
    const family = await families.find(id);
    if (!family) throw sessionExpired();
    const rotation = rotate(family, token, clock.now());
    switch (rotation.kind) {
      case 'rotated':
        if (await families.replace(family, rotation.family))
          return { userId: family.userId, refreshToken: rotation.token };
        // Someone was faster with the same token: then this one is a repeat, and gets the same successor.
        return nextToken(id, token);
      case 'repeated':
        return { userId: family.userId, refreshToken: rotation.token };
      case 'reused':
        logger.warn({ userId: family.userId }, 'a refresh token came twice: session revoked');
        await families.remove(id);
        throw sessionExpired();
      case 'expired':
        await families.remove(id);
        throw sessionExpired();
    }
  }
  return async (token: string): Promise<SignedIn> => {
    const id = familyIdOf(token);
    if (!id) throw sessionExpired();
    const { userId, refreshToken } = await nextToken(id, token);
    const user = await users.findById(userId);
    if (!user) throw sessionExpired();
    return { user: publicUser(user), tokens: { ...(await accessTokens.issue(user)), refreshToken } };
  };
}
