import Router from 'next/router';

/** After a client-side navigation the keyboard goes on from the new content; Next's announcer reads out its title. */
export function moveFocusWithPage(): void {
  Router.events.on('routeChangeComplete', (_url: string, { shallow }: { shallow: boolean }) => {
    if (!shallow) document.getElementById('main')?.focus({ preventScroll: true });
  });
}
