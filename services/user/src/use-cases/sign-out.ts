import type { FamilyRepository } from '../domain/family-repository.ts';
import { familyIdOf } from '../domain/refresh-token.ts';

/** Revokes a refresh token with all that came and would come of it. What is not a token is fine. */
export const signOut =
  ({ families }: { families: FamilyRepository }) =>
  async (token: string): Promise<void> => {
    const id = familyIdOf(token);
    if (id) await families.remove(id);
  };
