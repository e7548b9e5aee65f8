import interUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';
import Document, { type DocumentContext, Html, Main, NextScript } from 'next/document';
import { documentHead } from '../components/document-head.tsx';
import { IntegrityHead } from '../components/integrity-head.tsx';
import { OverrideRibbon } from '../components/override-ribbon.tsx';
import type { Page, PageProps } from '../page.ts';

export default class ShopDocument extends Document {
  static override async getInitialProps(context: DocumentContext) {
    let page: Page | undefined;
    const { renderPage } = context;
    context.renderPage = () =>
      renderPage({
        enhanceApp: (App) => (props) => {
          page = (props.pageProps as Partial<PageProps>).page;
          return <App {...props} />;
        },
      });
    const initial = await Document.getInitialProps(context);
    // In place of next/head, which would go to the browser with all of this.
    return { ...initial, head: documentHead(page) };
  }

  override render() {
    const page: Page | undefined = this.props.__NEXT_DATA__.props.pageProps?.page;
    const theme = page?.state.preferences.theme;
    return (
      <Html lang="en" data-theme={theme === 'system' ? undefined : theme}>
        <IntegrityHead nonce={page?.nonce}>
          <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
          <link rel="preload" href={interUrl} as="font" type="font/woff2" crossOrigin="anonymous" />
        </IntegrityHead>
        <body>
          <Main />
          <OverrideRibbon page={page} />
          <NextScript nonce={page?.nonce} />
        </body>
      </Html>
    );
  }
}
