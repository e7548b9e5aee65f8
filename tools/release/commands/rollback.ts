import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Registry } from '@tessera/contracts/remote/release';
import { type Command, readArguments } from '../command.ts';
import { remoteNameOf } from '../find-release.ts';
import { entryOf, withRolledBack } from '../registry-changes.ts';
import { changeRegistry, readRegistry } from '../registry-file.ts';
import { ReleaseError } from '../release-error.ts';

export const rollback: Command = (args, terminal) => {
  const options = { to: { type: 'string' } } as const;
  const { values, word, folder } = readArguments(args, terminal, { options, what: 'remote' });
  const name = remoteNameOf(word);
  const before = entryOf(readRegistry(folder), name);
  const after = changeRegistry(folder, (registry) => {
    const changed = withRolledBack(registry, name, terminal.now(), values.to);
    requireServed(folder, name, changed);
    return changed;
  });

  const { stable } = entryOf(after, name);
  if (before.canary) terminal.print(`${name}: the canary ${before.canary.version} is withdrawn.`);
  terminal.print(
    stable === before.stable
      ? `${name} ${stable} stays live for everyone.`
      : `${name} is back on ${stable}; before it was ${before.stable}.`,
  );
};

function requireServed(folder: string, name: string, changed: Registry): void {
  const { stable } = entryOf(changed, name);
  if (existsSync(join(folder, name, stable, 'release.json'))) return;
  throw new ReleaseError(`${name} ${stable} is not served from ${folder} any more: name another one with --to.`);
}
