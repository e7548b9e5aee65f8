import type { Registry } from '@tessera/contracts/remote/release';
import { type RemoteEntry, readHistory } from '@tessera/contracts/remote/release-history';
import { type Command, readArguments } from '../command.ts';
import { remoteNameOf } from '../find-release.ts';
import { entryOf } from '../registry-changes.ts';
import { readRegistry } from '../registry-file.ts';
import { table } from '../table.ts';

const RECENT = 10;

export const list: Command = (args, terminal) => {
  const options = { json: { type: 'boolean' } } as const;
  const { values, word, folder } = readArguments(args, terminal, { options, what: 'remote', optional: true });
  const { remotes } = readRegistry(folder);
  const name = remoteNameOf(word);
  const chosen: Registry['remotes'] = word ? { [name]: entryOf({ remotes }, name) } : remotes;
  const described = Object.entries(chosen)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([remote, entry]) => describe(remote, entry));
  if (values.json) return terminal.print(JSON.stringify(described, null, 2));
  if (described.length === 0) return terminal.print(`Nothing is published in ${folder} yet.`);
  terminal.print(text(described, terminal.now()));
};

type Described = ReturnType<typeof describe>;

function describe(remote: string, { stable, canary, history }: RemoteEntry) {
  const past = readHistory(history);
  return {
    remote,
    stable: { version: stable, since: past.stables[0]?.since },
    canary: canary && { ...canary, since: past.canary?.since },
    history: history.slice(0, RECENT),
  };
}

function text(described: readonly Described[], now: Date): string {
  const live = described.flatMap(({ remote, stable, canary }) => [
    [remote, 'stable', stable.version, canary ? `${100 - canary.weight} %` : '100 %', since(stable.since, now)],
    ...(canary ? [['', 'canary', canary.version, `${canary.weight} %`, since(canary.since, now)]] : []),
  ]);
  const recent = described
    .flatMap(({ remote, history }) => history.map((entry) => ({ remote, ...entry })))
    .sort((a, b) => b.at.localeCompare(a.at))
    .slice(0, RECENT)
    .map(({ at, remote, action, version }) => [localTime(at), remote, action, version]);
  return [
    table(['REMOTE', 'LIVE', 'VERSION', 'SHOPPERS', 'SINCE'], live),
    table(['WHEN', 'REMOTE', 'ACTION', 'VERSION'], recent),
  ].join('\n\n');
}

function since(at: string | undefined, now: Date): string {
  if (!at) return '';
  const minutes = Math.floor((now.getTime() - new Date(at).getTime()) / 60_000);
  const ago =
    minutes < 120
      ? `${minutes} min`
      : minutes < 48 * 60
        ? `${Math.floor(minutes / 60)} h`
        : `${Math.floor(minutes / 1440)} days`;
  return `${localTime(at)} (${ago})`;
}

/** `2026-11-20 14:03:05` */
const localTime = (at: string): string => new Date(at).toLocaleString('sv-SE');
