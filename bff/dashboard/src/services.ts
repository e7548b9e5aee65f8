import type { notificationApi } from '@tessera/contracts/api/notification';
import type { userApi } from '@tessera/contracts/api/user';
import type { Client } from '@tessera/service-kit/api-client';

/** The services that this BFF composes. */
export interface Services {
  readonly users: Client<typeof userApi>;
  readonly notifications: Client<typeof notificationApi>;
}
