import { localPath } from '@tessera/contracts/local-path';
import type { GetServerSidePropsContext, GetServerSidePropsResult } from 'next';
import type { PageProps } from '../page.ts';
import type { PageRequest } from './compose-page.ts';

/** What `getServerSideProps` of every page answers. */
export async function getPageProps(
  context: GetServerSidePropsContext,
  request: PageRequest,
): Promise<GetServerSidePropsResult<PageProps>> {
  // Loaded here, so that none of Node's modules are looked for by the browser's build.
  const [{ composePage }, { host }, { answerOverrideChange }] = await Promise.all([
    import('./compose-page.ts'),
    import('./host.ts'),
    import('./answer-override-change.ts'),
  ]);
  const answered = await answerOverrideChange(context, host());
  if (answered) return answered;
  const page = await composePage(context, request, host());
  const destination = localPath(page.redirect);
  if (destination) return { redirect: { destination, statusCode: 303 } };
  return { props: { page } };
}
