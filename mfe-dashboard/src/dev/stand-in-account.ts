import type { Notification } from '@tessera/contracts/api/notification';
import type { AccountScreen, NotificationsPart } from '@tessera/contracts/bff/dashboard';
import type { FieldError } from '@tessera/contracts/problem';
import { account, address } from './fixtures.ts';

export type Fields = Readonly<Record<string, string>>;

/** The BFF says no. */
export class Refusal {
  readonly status: number;
  readonly message: string;
  readonly errors: readonly FieldError[];
  constructor(status: number, message: string, errors: readonly FieldError[] = []) {
    this.status = status;
    this.message = message;
    this.errors = errors;
  }
}
const check = (errors: FieldError[]) => {
  if (errors.length > 0) throw new Refusal(400, 'Check the marked fields and try again.', errors);
};

/** One shopper's account in memory. */
export function createStandInAccount(start: Partial<AccountScreen> = {}) {
  let screen: AccountScreen = { ...account(), ...start };
  const feed = (): NotificationsPart => screen.notifications ?? { items: [], unread: 0 };
  const setFeed = (items: readonly Notification[]) => {
    screen = { ...screen, notifications: { items, unread: items.filter(({ read }) => !read).length } };
  };
  return {
    screen: () => screen,
    feed,
    arrive: (notification: Notification) => setFeed([notification, ...feed().items]),
    refused: (form: NonNullable<AccountScreen['form']>) => {
      screen = { ...screen, form };
    },
    takeScreen: () => {
      const taken = screen;
      screen = { ...screen, form: null };
      return taken;
    },
    markRead: ({ id }: Fields) => {
      setFeed(feed().items.map((item) => (!id || item.id === id ? { ...item, read: true } : item)));
      return { id, unread: feed().unread };
    },
    changeProfile: ({ name = '', email = '' }: Fields) => {
      check([
        ...(name.trim() ? [] : [{ path: 'name', message: 'Enter your name' }]),
        ...(email.includes('@') ? [] : [{ path: 'email', message: 'Enter an e-mail address' }]),
      ]);
      screen = { ...screen, profile: { ...screen.profile, name: name.trim(), email: email.trim() } };
      return { profile: screen.profile };
    },
    changePreferences: (fields: Fields) => {
      const ticked = (name: string) => fields[name] === 'on';
      screen = {
        ...screen,
        preferences: {
          orderUpdatesByEmail: ticked('orderUpdatesByEmail'),
          orderUpdatesInApp: ticked('orderUpdatesInApp'),
          newsByEmail: ticked('newsByEmail'),
        },
      };
      return { preferences: screen.preferences };
    },
    changeAddress: (id: string | undefined, fields: Fields) => {
      check(fields.line1 ? [] : [{ path: 'line1', message: 'Enter a street and number' }]);
      const saved = screen.addresses ?? [];
      const isDefault = fields.isDefault === 'on';
      const changed = { ...address(9, isDefault), ...fields, id: id ?? crypto.randomUUID(), isDefault };
      const list = id ? saved.map((item) => (item.id === id ? changed : item)) : [...saved, changed];
      const addresses = list.map((item) => (isDefault ? { ...item, isDefault: item.id === changed.id } : item));
      screen = { ...screen, addresses };
      return { addresses };
    },
    deleteAddress: (id: string | undefined) => {
      const addresses = (screen.addresses ?? []).filter((item) => item.id !== id);
      screen = { ...screen, addresses };
      return { addresses };
    },
  };
}
