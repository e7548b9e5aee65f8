import '#dashboard.css';
import type { Type } from '@angular/core';
import type { Parcel } from '@tessera/contracts/remote/browser-entry';
import { createFragmentParcel } from './app/create-fragment-parcel.ts';

const components: Readonly<Record<string, () => Promise<Type<unknown>>>> = {
  'notification-badge': async () =>
    (await import('./features/notification-badge/notification-badge.ts')).NotificationBadge,
  account: async () => (await import('./features/account/account.ts')).Account,
};

export async function createParcel(fragment: string): Promise<Parcel> {
  const load = components[fragment];
  if (!load) throw new Error(`The dashboard has no fragment ${fragment}`);
  return createFragmentParcel(await load());
}
