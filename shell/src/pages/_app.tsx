import '@tessera/design/index.css';
import '../styles/shell.css';
import type { AppProps } from 'next/app';
import { Chrome } from '../components/chrome.tsx';
import { PageHead } from '../components/page-head.tsx';
import { SharedStateProvider } from '../components/shared-state.tsx';
import type { PageProps } from '../page.ts';

/** `page` is missing on 404 and 500, which are made at build time. */
export default function App({ Component, pageProps }: AppProps<Partial<PageProps>>) {
  const { page } = pageProps;
  return (
    <SharedStateProvider page={page}>
      <PageHead page={page} />
      <Chrome page={page}>
        <Component key={page?.url} {...pageProps} />
      </Chrome>
    </SharedStateProvider>
  );
}
