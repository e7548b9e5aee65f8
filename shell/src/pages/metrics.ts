import type { GetServerSideProps } from 'next';

/** For Prometheus. The gateway keeps it from the public. */
export const getServerSideProps: GetServerSideProps = async ({ res }) => {
  const { host } = await import('../server/host.ts');
  const { registry } = host().metrics;
  res.setHeader('content-type', registry.contentType);
  res.end(await registry.metrics());
  return { props: {} };
};

/** Never rendered: the answer is the text above. */
export default function Metrics() {
  return null;
}
