import type { RemoteReport } from '../server/report-remotes.ts';
import { formatBytes } from './format.ts';
import styles from './remotes.module.css';
import { ScrollTable } from './scroll-table.tsx';
import { Time } from './time.tsx';

/** All that the shell knows of one remote. */
export function RemoteSection({ remote }: { remote: RemoteReport }) {
  const { name, team, framework, stable, since, canary, bytes, workers, setAside, faults, history } = remote;
  const alive = workers.some(({ version, origin }) => version === stable && !origin);
  return (
    <section className="t-card t-stack" aria-labelledby={`remote-${name}`}>
      <div className="t-spread">
        <h2 id={`remote-${name}`}>{name}</h2>
        <span className="t-row">
          {canary && <span className="t-badge t-badge--brand">canary {canary.weight} %</span>}
          {setAside.length > 0 && <span className="t-badge t-badge--danger">set aside</span>}
          <span className={`t-badge t-badge--${alive ? 'success' : 'warning'}`}>{alive ? 'live' : 'not loaded'}</span>
        </span>
      </div>
      {setAside.map(({ version, until, times }) => (
        <p key={version} className="t-notice t-notice--danger">
          <span>
            <strong>{version}</strong> is set aside until <Time at={until} />, for the {ordinal(times)} time. Why: see
            its last faults.
          </span>
        </p>
      ))}
      <dl className={styles.facts}>
        <Fact term="Stable" value={stable} />
        <Fact term="Since" value={since && <Time at={since} />} />
        <Fact term="Canary" value={canary && `${canary.version} for ${canary.weight} %`} />
        <Fact term="Team" value={team} />
        <Fact term="Framework" value={framework} />
        <Fact term="Browser, gzip" value={bytes && `${formatBytes(bytes.script)} JS, ${formatBytes(bytes.css)} CSS`} />
      </dl>
      <ScrollTable caption={`Live workers of ${name}`} heads={['Release', 'From', 'Renders', 'Heap', 'Process']}>
        {workers.map(({ version, origin, renders, heap, resident }) => (
          <tr key={`${version} ${origin}`}>
            <td>{version}</td>
            <td>{origin ?? 'registry'}</td>
            <td>{renders}</td>
            <td>{formatBytes(heap)}</td>
            <td>{formatBytes(resident)}</td>
          </tr>
        ))}
      </ScrollTable>
      {faults.length > 0 && (
        <ScrollTable caption={`Last faults of ${name}`} heads={['When', 'Release', 'Fragment', 'What']}>
          {faults.map(({ at, version, origin, fragment, reason, error }, index) => (
            <tr key={index}>
              <td>
                <Time at={at} />
              </td>
              <td>
                {version} {origin}
              </td>
              <td>{fragment ?? '–'}</td>
              <td className={styles.what}>
                <strong>{reason}</strong> {error}
              </td>
            </tr>
          ))}
        </ScrollTable>
      )}
      {history.length > 0 && (
        <details className={styles.details}>
          <summary>History: {history.length}</summary>
          <ScrollTable caption={`History of ${name}`} heads={['When', 'What', 'Release']}>
            {history.map(({ at, action, version }) => (
              <tr key={`${at} ${action} ${version}`}>
                <td>
                  <Time at={at} />
                </td>
                <td>{action}</td>
                <td>{version}</td>
              </tr>
            ))}
          </ScrollTable>
        </details>
      )}
    </section>
  );
}

export const Fact = ({ term, value }: { term: string; value: React.ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{value || '–'}</dd>
  </div>
);

const ordinal = (times: number) => ['first', 'second', 'third'][times - 1] ?? `${times}th`;
