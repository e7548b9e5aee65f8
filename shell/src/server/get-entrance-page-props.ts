import type { GetServerSidePropsContext, GetServerSidePropsResult } from 'next';
import type { PageProps } from '../page.ts';
import { returnPath } from '../return-path.ts';
import { getPageProps } from './get-page-props.ts';

/** For pages that only a guest needs: who is signed in goes on to where they wanted to go. */
export async function getEntrancePageProps(
  context: GetServerSidePropsContext,
  { form, title }: { form: string; title: string },
): Promise<GetServerSidePropsResult<PageProps>> {
  const result = await getPageProps(context, { layout: { title, sections: [] }, form });
  if (!('props' in result)) return result;
  const { page } = await result.props;
  if (!page.state.session.user) return result;
  return { redirect: { destination: returnPath(page.url) ?? '/account', statusCode: 303 } };
}
