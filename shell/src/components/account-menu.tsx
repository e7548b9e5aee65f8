import { useSharedState } from './shared-state.tsx';
import { SignOut } from './sign-out.tsx';

export function AccountMenu({ path }: { path: string | undefined }) {
  const user = useSharedState(({ session }) => session.user);
  if (!user) {
    return (
      <a className="t-button t-button--quiet t-button--small shell-wide-only" href="/sign-in">
        Sign in
      </a>
    );
  }
  return (
    <div className="shell-account shell-wide-only">
      <a href="/account" aria-current={path === '/account' ? 'page' : undefined}>
        {user.name.split(' ')[0]}
        <span className="t-visually-hidden">’s account</span>
      </a>
      <SignOut />
    </div>
  );
}
