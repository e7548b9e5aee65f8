import type { Page } from './page.ts';

const SITE = 'Tessera';

/** What the browser's tab says. Pages that are made at build time tell of errors. */
export function pageTitle(page: Page | undefined): string {
  const name = page?.title ?? 'Something went wrong';
  return `${page?.form ? 'Error: ' : ''}${name.includes(SITE) ? name : `${name} · ${SITE}`}`;
}
