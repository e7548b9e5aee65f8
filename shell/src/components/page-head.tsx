import { useEffect } from 'react';
import type { Page } from '../page.ts';
import { pageTitle } from '../page-title.ts';

/** The title after a client-side navigation, and the remotes' stylesheets. The rest is in document-head.tsx. */
export function PageHead({ page }: { page: Page | undefined }) {
  const title = pageTitle(page);
  useEffect(() => {
    document.title = title;
  }, [title]);
  return page?.css.map((href) => <link key={href} rel="stylesheet" href={href} precedence="remote" />);
}
