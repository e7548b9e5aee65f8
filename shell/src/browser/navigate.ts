import Router from 'next/router';
import { isPage } from '../page-table.ts';
import { runningReleases } from './page-memory.ts';

/** Goes to a url: within the shell by its router, elsewhere by a full load. */
export function navigate(url: string): void {
  const target = new URL(url, location.href);
  if (target.origin === location.origin && isPage(target.pathname)) {
    void Router.push(`${target.pathname}${target.search}${target.hash}`);
  } else {
    location.assign(target.href);
  }
}

/** Plain links, the shell's and those inside fragments, go by the router where they can. */
export function followLinks(): void {
  // On window: after every listener of the fragments, which may have prevented the click.
  window.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || !(event.target instanceof Element)) return;
    const link = event.target.closest('a');
    if (!link?.href || link.target || link.hasAttribute('download')) return;
    const target = new URL(link.href);
    if (target.origin !== location.origin || !isPage(target.pathname)) return;
    const here = target.pathname === location.pathname && target.search === location.search;
    // An anchor of this page, or "Try again".
    if (here) return;
    event.preventDefault();
    navigate(link.href);
  });
}

/** A session goes on with the releases that its tab has loaded, whatever is published meanwhile. */
export function keepReleases(): void {
  // Before the data is asked for. Tabs share cookies: each writes its own when it needs it.
  Router.events.on('routeChangeStart', () => {
    document.cookie = `tessera_page=${runningReleases()}; Path=/; SameSite=Lax`;
  });
}
