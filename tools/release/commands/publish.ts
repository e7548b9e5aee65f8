import { type Command, numberOf, readArguments } from '../command.ts';
import { findRelease } from '../find-release.ts';
import { pruneBuilds } from '../prune-builds.ts';
import { publishRelease } from '../publish.ts';
import { readRegistry } from '../registry-file.ts';

export const publish: Command = async (args, terminal) => {
  const options = { canary: { type: 'string' } } as const;
  const { values, word, folder } = readArguments(args, terminal, { options, what: 'remote or folder' });
  const canary = numberOf('canary', values.canary, 0, 100);
  const found = await findRelease(word);
  const before = readRegistry(folder);

  const { name, version } = await publishRelease({ from: found.folder, to: folder, canary });

  if (found.remote) pruneBuilds(found.remote);
  const stable = before.remotes[name]?.stable;
  if (canary === undefined) {
    terminal.print(`${name} ${version} is live${stable ? `; before it was ${stable}` : ''}.`);
    if (stable) terminal.note(`To go back: npm run release -- rollback ${name}`);
    return;
  }
  terminal.print(`${name} ${version} is the canary for ${canary} % of shoppers; ${stable} stays stable.`);
  terminal.note(`For everyone: npm run release -- promote ${name}; for nobody: npm run release -- rollback ${name}`);
};
