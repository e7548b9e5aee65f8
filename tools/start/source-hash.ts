import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', '.next', '.cache', 'test', 'coverage']);

/** One hash over the paths and contents of all files below the given folders and files. */
export function hashOf(root: string, entries: readonly string[]): string {
  const hash = createHash('sha256');
  for (const entry of entries)
    for (const file of filesBelow(path.join(root, entry))) {
      hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  return hash.digest('hex');
}

function filesBelow(entry: string): string[] {
  if (path.extname(entry) === '.json') return [entry];
  return readdirSync(entry, { withFileTypes: true })
    .filter((child) => !SKIPPED.has(child.name) && !/\.test\.tsx?$|\.tsbuildinfo$|^next-env\.d\.ts$/.test(child.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((child) =>
      child.isDirectory() ? filesBelow(path.join(entry, child.name)) : [path.join(entry, child.name)],
    );
}
