import type { GetServerSideProps } from 'next';
import { FragmentSlot } from '../../../components/fragment-slot.tsx';
import { previewLayout } from '../../../dev-pages/fragment-preview.ts';
import { type PageProps, sectionInstance } from '../../../page.ts';
import { getPageProps } from '../../../server/get-page-props.ts';

/** Any fragment by itself in the real shell, once or several times. */
export default function FragmentPreview({ page }: PageProps) {
  const layout = previewLayout(page.url);
  if ('fault' in layout) return null;
  return layout.sections.map((section, index) => {
    const instance = sectionInstance(page.prefix, index);
    return (
      'fragment' in section && <FragmentSlot key={instance} placement={section} markup={page.markup?.[instance]} />
    );
  });
}

export const getServerSideProps: GetServerSideProps<PageProps> = async (context) => {
  const { host } = await import('../../../server/host.ts');
  if (!host().config.devTools) return { notFound: true };
  const layout = previewLayout(context.resolvedUrl);
  if (!('fault' in layout)) return getPageProps(context, { layout });
  context.res.statusCode = 400;
  context.res.setHeader('content-type', 'application/problem+json');
  context.res.end(JSON.stringify({ status: 400, code: 'bad-preview', title: layout.fault }));
  // The answer is out: Next renders nothing after it.
  return { props: {} as PageProps };
};
