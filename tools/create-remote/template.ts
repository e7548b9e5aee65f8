import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Words } from './words.ts';

const TEMPLATES = path.join(import.meta.dirname, 'templates');

/** Paths and contents of the files that the templates make together; of two with one path the later wins. */
export function fillTemplates(names: readonly string[], words: Words): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of names) {
    for (const [file, content] of filesOf(path.join(TEMPLATES, name))) {
      const target = fill(file, words);
      const filled = fill(content, words);
      const before = files.get(target);
      files.set(target, before !== undefined && target === 'package.json' ? merged(before, filled) : filled);
    }
  }
  return files;
}

/** `__remote__` and its like are valid names of files, variables and classes, so templates read as what they make. */
const fill = (text: string, words: Words): string =>
  text.replace(/__[A-Za-z]+?__/g, (placeholder) => words[placeholder as keyof Words] ?? placeholder);

function filesOf(folder: string): [file: string, content: string][] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file).replaceAll(path.sep, '/'), readFileSync(file, 'utf8')];
    });
}

type Manifest = Record<string, string | Record<string, string>>;

/** A framework's package.json says only what it has on top. */
function merged(first: string, second: string): string {
  const manifest: Manifest = JSON.parse(first);
  for (const [key, value] of Object.entries(JSON.parse(second) as Manifest)) {
    manifest[key] = typeof value === 'object' ? { ...(manifest[key] as object), ...value } : value;
  }
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
