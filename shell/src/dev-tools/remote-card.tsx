import type { MissedOverride, PageRemote } from '../page.ts';
import { bytesUnder, kB, type LoadedBytes } from './loaded-bytes.ts';
import { OverrideForm } from './override-form.tsx';
import { channelOf } from './registry.ts';

interface RemoteCardProps {
  readonly name: string;
  readonly remote: PageRemote | undefined;
  readonly missed: MissedOverride | undefined;
  readonly known: Parameters<typeof channelOf>[1];
}

/** One remote of the page: whose it is, which release runs, what it weighs, and where to get another. */
export function RemoteCard({ name, remote, missed, known }: RemoteCardProps) {
  const channel = remote?.override ? 'override' : remote ? channelOf(remote.release, known) : 'not here';
  return (
    <article aria-labelledby={`remote-${name}`}>
      <h3 id={`remote-${name}`}>
        {name} <span className={`badge ${channel === 'override' || !remote ? 'loud' : ''}`}>{channel}</span>
      </h3>
      {remote && (
        <dl>
          <Fact term="Team">{remote.team}</Fact>
          <Fact term="Framework">{remote.framework}</Fact>
          <Fact term="Release">{remote.release}</Fact>
          {remote.override && <Fact term="From">{remote.override.target}</Fact>}
          <Fact term="Size">{both(remote.bytes)}</Fact>
          <Fact term="Loaded">{both(loadedOf(remote))}</Fact>
        </dl>
      )}
      {missed && (
        <p className="fault">
          {missed.target} can’t be had: {missed.error}
        </p>
      )}
      <OverrideForm name={name} overridden={(remote?.override ?? missed) !== undefined} />
    </article>
  );
}

const Fact = ({ term, children }: { term: string; children: string }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);

const both = ({ script, css }: LoadedBytes) => `${kB(script)} script, ${kB(css)} styles`;

function loadedOf({ entry, release }: PageRemote): LoadedBytes {
  const { href } = new URL(entry, location.href);
  const folder = href.slice(0, href.indexOf(`/${release}/`) + release.length + 2);
  return bytesUnder(folder, performance.getEntriesByType('resource') as PerformanceResourceTiming[]);
}
