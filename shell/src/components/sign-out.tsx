export function SignOut() {
  return (
    <form method="post" action="/api/shell/sign-out">
      <button className="shell-text-button" type="submit">
        Sign out
      </button>
    </form>
  );
}
