import type { GetServerSideProps } from 'next';

/** `/dev/remotes` for programs. */
export const getServerSideProps: GetServerSideProps = async ({ res }) => {
  const [{ host }, { reportRemotes }] = await Promise.all([
    import('../../server/host.ts'),
    import('../../server/report-remotes.ts'),
  ]);
  if (!host().config.devTools) return { notFound: true };
  res.setHeader('content-type', 'application/json');
  res.setHeader('cache-control', 'no-store');
  res.end(JSON.stringify(await reportRemotes(host())));
  return { props: {} };
};

/** Never rendered: the answer is the JSON above. */
export default function RemotesJson() {
  return null;
}
