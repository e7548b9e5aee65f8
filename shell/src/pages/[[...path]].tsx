import type { GetServerSideProps } from 'next';
import { Sections } from '../components/sections.tsx';
import type { PageProps } from '../page.ts';
import { findPage } from '../page-table.ts';
import { getPageProps } from '../server/get-page-props.ts';

/** Every page that is made of fragments: see page-table.ts. */
export default function FragmentPage({ page }: PageProps) {
  return <Sections page={page} />;
}

export const getServerSideProps: GetServerSideProps<PageProps> = async (context) => {
  const { pathname } = new URL(context.resolvedUrl, 'http://shell');
  // An asset of another build: no page is worth composing.
  if (pathname.startsWith('/_next/')) return { notFound: true };
  return getPageProps(context, { layout: findPage(pathname) });
};
