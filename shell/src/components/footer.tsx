import { Logo } from './logo.tsx';
import { useSharedState } from './shared-state.tsx';
import { SignOut } from './sign-out.tsx';

export function Footer() {
  const user = useSharedState(({ session }) => session.user);
  return (
    <footer className="shell-footer">
      <div className="t-container shell-footer__row">
        <div className="shell-footer__about">
          <p className="shell-logo">
            <Logo />
            <span>Tessera</span>
          </p>
          <p className="t-muted t-small">Good things, chosen one by one, like the stones of a mosaic.</p>
        </div>
        <nav className="shell-footer__links" aria-label="Footer">
          <a href="/products">All products</a>
          <a href="/cart">Your cart</a>
          <a href="/orders">Your orders</a>
          {user ? <a href="/account">Your account</a> : <a href="/sign-in">Sign in</a>}
          {user ? <SignOut /> : <a href="/register">Open an account</a>}
        </nav>
      </div>
    </footer>
  );
}
