import type { GetServerSideProps } from 'next';

export const getServerSideProps: GetServerSideProps = async ({ res }) => {
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ status: 'ok' }));
  return { props: {} };
};

/** Never rendered: the answer is the JSON above. */
export default function Live() {
  return null;
}
