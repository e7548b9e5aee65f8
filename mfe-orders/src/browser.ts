import './app/styles.css';
import type { BrowserEntry } from '@tessera/contracts/remote/browser-entry';
import { createParcel as createFragmentParcel } from './app/parcel.tsx';

export const createParcel: BrowserEntry['createParcel'] = createFragmentParcel;
