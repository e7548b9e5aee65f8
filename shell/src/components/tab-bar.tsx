import { useSharedState } from './shared-state.tsx';

const icons = {
  home: 'M4 11.5 12 5l8 6.5V19a1 1 0 0 1-1 1h-4.5v-5.5h-5V20H5a1 1 0 0 1-1-1Z',
  products: 'M4 4h7v7H4ZM13 4h7v7h-7ZM4 13h7v7H4ZM16.5 13a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7Z',
  orders: 'M4 8l8-4 8 4v8l-8 4-8-4ZM4 8l8 4 8-4M12 12v8',
  account: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM4.5 20c.8-3.6 3.7-5.5 7.5-5.5s6.7 1.9 7.5 5.5',
} as const;

/** Pages of forms: on a phone they need the room, and nothing may lie over a field. */
const FORMS = /^\/(account|cart|checkout)\b/;

/** The main navigation of a phone, in reach of the thumb; at the end of pages of forms. */
export function TabBar({ path }: { path: string | undefined }) {
  const user = useSharedState(({ session }) => session.user);
  const tab = (href: string, label: string, icon: keyof typeof icons) => (
    <a href={href} aria-current={path === href || (href !== '/' && path?.startsWith(`${href}/`)) ? 'page' : undefined}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={icons[icon]} fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinejoin="round" />
      </svg>
      {label}
    </a>
  );
  return (
    <nav className={FORMS.test(path ?? '') ? 'shell-tabs shell-tabs--resting' : 'shell-tabs'} aria-label="Quick">
      {tab('/', 'Home', 'home')}
      {tab('/products', 'Products', 'products')}
      {tab('/orders', 'Orders', 'orders')}
      {user ? tab('/account', 'Account', 'account') : tab('/sign-in', 'Sign in', 'account')}
    </nav>
  );
}
