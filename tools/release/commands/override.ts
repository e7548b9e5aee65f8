import { formatOverride, isOrigin, parseOverride, signOverride } from '@tessera/contracts/remote/override';
import type { Registry } from '@tessera/contracts/remote/release';
import { REMOTES } from '../../start/deployables.ts';
import { type Command, numberOf, readArguments } from '../command.ts';
import { remoteNameOf } from '../find-release.ts';
import { entryIn, isVouchedFor } from '../registry-changes.ts';
import { readRegistry } from '../registry-file.ts';
import { ReleaseError, UsageError } from '../release-error.ts';

const DEFAULT_HOURS = 8;
const MOST_HOURS = 30 * 24;

export const override: Command = (args, terminal) => {
  const options = { hours: { type: 'string' } } as const;
  const { values, word, folder } = readArguments(args, terminal, { options, what: 'remote and target' });
  const hours = numberOf('hours', values.hours, 1, MOST_HOURS) ?? DEFAULT_HOURS;
  const [remote, ...target] = word.split('@');
  const wanted = parseOverride([remoteNameOf(remote ?? ''), ...target].join('@'));
  if (!wanted) throw new UsageError(`"${word}" is not of the form <remote>@<origin|version>.`);
  requireTarget(wanted.remote, wanted.target, readRegistry(folder));

  const secret = terminal.env.REMOTE_OVERRIDES_SECRET;
  const expiry = new Date(terminal.now().getTime() + hours * 3_600_000);
  terminal.print(`?remote=${queryValue(formatOverride(secret ? signOverride(wanted, secret, expiry) : wanted))}`);
  terminal.note(
    secret
      ? `Signed until ${expiry.toISOString()}. Append it to any page; ?remote=${wanted.remote} takes it back.`
      : `Not signed (REMOTE_OVERRIDES_SECRET is not set): for shops that take overrides openly. ?remote=${wanted.remote} takes it back.`,
  );
};

function requireTarget(remote: string, target: string, published: Registry): void {
  const known = entryIn(published, remote);
  if (!known && !REMOTES.includes(remote)) {
    throw new ReleaseError(`There is no remote ${remote}; there are ${REMOTES.join(', ')}.`);
  }
  if (isOrigin(target)) {
    if (!isBase(target)) throw new UsageError(`${target} is not an origin such as http://localhost:3101.`);
  } else if (!isVouchedFor(known, target)) {
    const versions = Object.keys(known?.releases ?? {}).join(', ') || 'none';
    throw new ReleaseError(`${remote} ${target} is not in the registry; there are ${versions}.`);
  }
}

/** `/remotes/…` can be appended to it, and `fetch` takes it: no query, no fragment, no password. */
function isBase(target: string): boolean {
  const url = URL.parse(target);
  return url !== null && !/[?#]/.test(target) && !url.username && !url.password;
}

/** What a query may hold as it is stays readable. */
const queryValue = (text: string) => encodeURIComponent(text).replace(/%(?:40|3A|2F)/g, decodeURIComponent);
