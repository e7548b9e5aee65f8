import type { GetServerSideProps } from 'next';

/**
 * 503 until the registry was read and its releases were tried. A remote that is down then is named, but does not take
 * the shop away: its places show their fallbacks.
 */
export const getServerSideProps: GetServerSideProps = async ({ res }) => {
  const { readiness } = await import('../../server/readiness.ts');
  const { ready, parts } = await readiness();
  res.statusCode = ready ? 200 : 503;
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ status: ready ? 'ok' : 'unavailable', parts }));
  return { props: {} };
};

/** Never rendered: the answer is the JSON above. */
export default function Ready() {
  return null;
}
