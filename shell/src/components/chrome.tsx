import type { ReactNode } from 'react';
import type { Page } from '../page.ts';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { TabBar } from './tab-bar.tsx';

/** What stands around every page. */
export function Chrome({ page, children }: { page: Page | undefined; children: ReactNode }) {
  const path = page && new URL(page.url, 'http://shell').pathname;
  return (
    <div className="shell">
      <a className="shell-skip" href="#main">
        Skip to the content
      </a>
      <Header page={page} path={path} />
      <main id="main" className="t-container shell-main" tabIndex={-1}>
        {children}
      </main>
      <Footer />
      <TabBar path={path} />
    </div>
  );
}
