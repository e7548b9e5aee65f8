import type { GetServerSideProps } from 'next';
import { formatBytes } from '../../dev-pages/format.ts';
import { Fact, RemoteSection } from '../../dev-pages/remote-section.tsx';
import styles from '../../dev-pages/remotes.module.css';
import { Time } from '../../dev-pages/time.tsx';
import type { RemotesReport } from '../../server/report-remotes.ts';

/** A table of what is there: it needs no script. */
export const config = { unstable_runtimeJS: false };

/** Operators' and developers' view: releases, workers, what is set aside and why. */
export default function RemotesPage({ report }: { report: RemotesReport }) {
  const { shell, remotes, at } = report;
  const workers = remotes.reduce((count, remote) => count + remote.workers.length, 0);
  return (
    <div className="t-page">
      <div className="t-spread">
        <h1>Remotes</h1>
        <a className="t-button t-button--quiet t-button--small" href="/dev/remotes">
          Look again
        </a>
      </div>
      <dl className={styles.facts}>
        <Fact term="Read at (UTC)" value={<Time at={at} />} />
        <Fact term="Heap of the shell" value={formatBytes(shell.heap)} />
        <Fact term="Process of the shell" value={formatBytes(shell.resident)} />
        <Fact term="Render workers" value={String(workers)} />
        <Fact term="Overrides" value={shell.overrides} />
        <Fact term="For programs" value={<a href="/dev/remotes.json">/dev/remotes.json</a>} />
      </dl>
      {remotes.length === 0 && (
        <p className="t-notice t-notice--warning">
          The registry names no remote, or can’t be read: see the shell’s log.
        </p>
      )}
      {remotes.map((remote) => (
        <RemoteSection key={remote.name} remote={remote} />
      ))}
    </div>
  );
}

export const getServerSideProps: GetServerSideProps = async ({ res }) => {
  const [{ host }, { reportRemotes }] = await Promise.all([
    import('../../server/host.ts'),
    import('../../server/report-remotes.ts'),
  ]);
  if (!host().config.devTools) return { notFound: true };
  res.setHeader('cache-control', 'no-store');
  // Next takes plain JSON only: without what is undefined.
  return { props: { report: JSON.parse(JSON.stringify(await reportRemotes(host()))) } };
};
