import { useState } from 'react';
import { headerInstance, type Page } from '../page.ts';
import { headerPlacements } from '../page-table.ts';
import { AccountMenu } from './account-menu.tsx';
import { CartAnnouncement } from './cart-announcement.tsx';
import { FragmentSlot } from './fragment-slot.tsx';
import { Logo } from './logo.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

export function Header({ page, path }: { page: Page | undefined; path: string | undefined }) {
  // The header's fragments come with the full load and stay.
  const [first] = useState(page);
  const current = (href: string) => (path === href || path?.startsWith(`${href}/`) ? 'page' : undefined);
  return (
    <header className="shell-header">
      <div className="t-container shell-header__row">
        <a className="shell-logo" href="/" aria-label="Tessera, home">
          <Logo />
          <span>Tessera</span>
        </a>
        <nav className="shell-nav" aria-label="Main">
          <a href="/products" aria-current={current('/products')}>
            Products
          </a>
          <a href="/orders" aria-current={current('/orders')}>
            Orders
          </a>
        </nav>
        <div className="shell-header__tools">
          <ThemeSwitch />
          <AccountMenu path={path} />
          {first?.state.session.user && (
            <FragmentSlot
              placement={headerPlacements.notifications}
              markup={first.markup?.[headerInstance('notifications')]}
            />
          )}
          {first ? (
            <FragmentSlot placement={headerPlacements.cart} markup={first.markup?.[headerInstance('cart')]} />
          ) : (
            <a className="shell-icon-link" href="/cart">
              Cart
            </a>
          )}
          <CartAnnouncement />
        </div>
      </div>
    </header>
  );
}
