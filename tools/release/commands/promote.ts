import { type Command, readArguments } from '../command.ts';
import { remoteNameOf } from '../find-release.ts';
import { entryOf, withPromoted } from '../registry-changes.ts';
import { changeRegistry, readRegistry } from '../registry-file.ts';

export const promote: Command = (args, terminal) => {
  const { word, folder } = readArguments(args, terminal, { options: {}, what: 'remote' });
  const name = remoteNameOf(word);
  const before = entryOf(readRegistry(folder), name);
  const after = changeRegistry(folder, (registry) => withPromoted(registry, name, terminal.now()));
  terminal.print(`${name} ${entryOf(after, name).stable} is live for everyone; before it was ${before.stable}.`);
};
