import type { SignedIn } from '@tessera/contracts/api/user';
import type { Clock } from '@tessera/service-kit/system';
import type { AccessTokens } from '../domain/access-tokens.ts';
import type { FamilyRepository } from '../domain/family-repository.ts';
import { newFamily } from '../domain/refresh-token.ts';
import { publicUser, type User } from '../domain/user.ts';

interface Deps {
  readonly families: FamilyRepository;
  readonly accessTokens: AccessTokens;
  readonly clock: Clock;
}
export type OpenSession = ReturnType<typeof openSession>;

/** A first pair of tokens for someone who proved who they are. */
export const openSession =
  ({ families, accessTokens, clock }: Deps) =>
  async (user: User): Promise<SignedIn> => {
    const { family, token } = newFamily(user.id, clock.now());
    await families.insert(family);
    return { user: publicUser(user), tokens: { ...(await accessTokens.issue(user)), refreshToken: token } };
  };
