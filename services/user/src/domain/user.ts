import type { User as PublicUser, SavedAddress } from '@tessera/contracts/api/user';

type Role = PublicUser['roles'][number];

/** An account. `version` grows with every change. */
export interface User {
  readonly id: string;
  /** Lower case; one account an address. */
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** PHC string. */
  readonly passwordHash: string;
  readonly addresses: readonly SavedAddress[];
  readonly version: number;
}

/** What others may know of an account. */
export const publicUser = ({ id, email, name, roles }: User): PublicUser => ({ id, email, name, roles: [...roles] });
