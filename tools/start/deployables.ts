import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** A remote is a folder `mfe-<name>` that can be built. */
export const findRemotes = (root: string): string[] =>
  foldersIn(root, ({ name }) => name.startsWith('mfe-'), 'rsbuild.config.ts').map((folder) =>
    folder.slice('mfe-'.length),
  );

/** A BFF is a folder `bff/<name>` that can be composed. */
export const findBffs = (root: string): string[] => foldersIn(path.join(root, 'bff'), () => true, 'src/compose.ts');

/** Sorted names. A folder without the file is what is left of another branch: only ignored files. */
function foldersIn(parent: string, isWanted: (entry: { name: string }) => boolean, file: string): string[] {
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isWanted(entry) && existsSync(path.join(parent, entry.name, file)))
    .map(({ name }) => name)
    .sort();
}

/** Names of what this checkout consists of: a new folder is all that a new team needs here. */
export const REMOTES: readonly string[] = findRemotes(ROOT);
export const BFFS: readonly string[] = findBffs(ROOT);
