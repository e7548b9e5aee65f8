import '#styles.css';
import type { Parcel } from '@tessera/contracts/remote/browser-entry';
import { createFragmentParcel } from './app/create-parcel.ts';
import { findFragment } from './app/fragments.ts';

export async function createParcel(name: string): Promise<Parcel> {
  return createFragmentParcel(await findFragment(name));
}
