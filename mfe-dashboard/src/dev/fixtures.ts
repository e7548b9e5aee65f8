import type { Notification } from '@tessera/contracts/api/notification';
import type { SavedAddress } from '@tessera/contracts/api/user';
import type { AccountScreen } from '@tessera/contracts/bff/dashboard';

const uuid = (number: number) => `0190a1de-0000-7000-8000-${String(number).padStart(12, '0')}`;

export const notification = (number: number, read: boolean): Notification => ({
  id: uuid(100 + number),
  title: `Order T-10${number}X is on its way`,
  body: 'The parcel left our house this morning. It usually takes two working days.',
  href: `/orders/${uuid(200 + number)}`,
  read,
  at: `2026-11-1${number}T09:30:00.000Z`,
});

export const address = (number: number, isDefault: boolean): SavedAddress => ({
  id: uuid(300 + number),
  name: 'Ada Byron',
  line1: `${number} St James’s Square`,
  line2: number === 1 ? 'Second floor' : '',
  postalCode: 'D02 X285',
  city: 'Dublin',
  country: 'IE',
  isDefault,
});

export const account = (): AccountScreen => ({
  profile: { id: uuid(1), name: 'Ada Byron', email: 'ada@tessera.test', roles: ['customer'] },
  addresses: [address(1, true), address(2, false)],
  preferences: { orderUpdatesByEmail: true, orderUpdatesInApp: true, newsByEmail: false },
  notifications: { items: [notification(3, false), notification(2, false), notification(1, true)], unread: 2 },
  form: null,
});

const LONG = 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch';
/** Texts as long as some shopper will type them. */
export const longTexts = (): Partial<AccountScreen> => ({
  profile: {
    id: uuid(1),
    name: `Maximiliane Freifrau von und zu ${LONG}`,
    email: `${LONG.toLowerCase()}@a-rather-long-domain-name.tessera.test`,
    roles: ['customer'],
  },
  addresses: [{ ...address(1, true), line1: `${LONG} Road 1001`, city: LONG }, address(2, false)],
  notifications: {
    items: [{ ...notification(3, false), title: `${LONG} `.repeat(2), body: 'The parcel left our house. '.repeat(12) }],
    unread: 128,
  },
});
