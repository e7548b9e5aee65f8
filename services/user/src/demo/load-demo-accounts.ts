import { DomainError } from '@tessera/service-kit/problem-error';
import type { Passwords } from '../domain/passwords.ts';
import type { User } from '../domain/user.ts';
import type { UserEvents } from '../domain/user-events.ts';
import type { UserRepository } from '../domain/user-repository.ts';

const PASSWORD = 'tessera-demo';
const ACCOUNTS: readonly Omit<User, 'passwordHash' | 'version'>[] = [
  {
    id: '01993f00-0000-7000-8000-000000000001',
    email: 'shopper@tessera.test',
    name: 'Robin Mosaic',
    roles: ['customer'],
    addresses: [
      {
        id: '01993f00-0000-7000-8000-0000000000a1',
        name: 'Robin Mosaic',
        line1: 'Tile Street 12',
        line2: '',
        postalCode: '1010',
        city: 'Vienna',
        country: 'AT',
        isDefault: true,
      },
    ],
  },
  {
    id: '01993f00-0000-7000-8000-000000000002',
    email: 'admin@tessera.test',
    name: 'Alex Kiln',
    roles: ['customer', 'catalog-manager', 'admin'],
    addresses: [],
  },
];

interface Deps {
  readonly users: UserRepository;
  readonly passwords: Passwords;
  readonly events: UserEvents;
}

/** Opens the demo accounts that are not there yet; what happened to one since is left alone. */
export async function loadDemoAccounts({ users, passwords, events }: Deps): Promise<void> {
  for (const account of ACCOUNTS) {
    if (await users.findByEmail(account.email)) continue;
    const user = { ...account, passwordHash: await passwords.hash(PASSWORD), version: 1 };
    await users.insert({ user, events: [events.registered(user)] }).catch((error: unknown) => {
      // Another instance was faster.
      if (!(error instanceof DomainError)) throw error;
    });
  }
}
