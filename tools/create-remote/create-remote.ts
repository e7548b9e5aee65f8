import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CreationError } from './creation-error.ts';
import type { Framework } from './frameworks.ts';
import { withPage, withRemote } from './source-edits.ts';
import { fillTemplates } from './template.ts';
import { type Words, wordsFor } from './words.ts';

const FRAGMENT_LIST = 'packages/contracts/src/remote/fragments.ts';
const PAGE_TABLE = 'shell/src/page-table.ts';
/** First parts of paths that are not the shell's pages. */
const NOT_PAGES = ['api', 'dev', 'faults', 'health', 'metrics', 'remotes', 'webhooks'];

interface Creation {
  readonly root: string;
  readonly name: string;
  readonly framework: Framework;
  readonly team?: string;
}

/** Writes a new remote, its BFF and its contract, and wires them up. All is checked before anything is written. */
export function createRemote({ root, ...naming }: Creation): { written: string[]; edited: string[] } {
  const words = wordsFor(naming);
  refuseTaken(root, words);
  const edits = new Map([
    [FRAGMENT_LIST, withRemote(read(root, FRAGMENT_LIST), FRAGMENT_LIST, words)],
    [PAGE_TABLE, withPage(read(root, PAGE_TABLE), PAGE_TABLE, words)],
  ]);
  const files = new Map([
    ...below(`mfe-${naming.name}`, fillTemplates(['common', naming.framework], words)),
    ...below(`bff/${naming.name}`, fillTemplates(['bff'], words)),
    ...below('packages/contracts/src', fillTemplates(['contract'], words)),
  ]);
  const taken = [...files.keys()].filter((file) => existsSync(path.join(root, file)));
  if (taken.length)
    throw new CreationError(`${taken.join(', ')} exists already: choose another name, or remove it first.`);
  // What wires it up comes last: a run that breaks off leaves nothing that others would trip over.
  write(root, new Map([...files, ...edits]));
  return { written: [...files.keys()], edited: [...edits.keys()] };
}

function refuseTaken(root: string, { __remote__: name }: Words): void {
  for (const folder of [`mfe-${name}`, `bff/${name}`]) {
    if (existsSync(path.join(root, folder))) {
      throw new CreationError(`${folder}/ exists already: choose another name, or remove that folder first.`);
    }
  }
  const pages = readdirSync(path.join(root, 'shell/src/pages')).map((file) => path.parse(file).name);
  if ([...NOT_PAGES, ...pages].includes(name)) {
    throw new CreationError(`/${name} is a path of the shop's own: choose another name.`);
  }
}

function read(root: string, file: string): string {
  try {
    return readFileSync(path.join(root, file), 'utf8');
  } catch (error) {
    throw new CreationError(`${file} can't be read (${(error as Error).message}): is this a checkout of Tessera?`);
  }
}

function* below(folder: string, files: ReadonlyMap<string, string>): Generator<[string, string]> {
  for (const [file, content] of files) yield [`${folder}/${file}`, content];
}

function write(root: string, files: ReadonlyMap<string, string>): void {
  const written: string[] = [];
  for (const [file, content] of files) {
    try {
      mkdirSync(path.join(root, file, '..'), { recursive: true });
      writeFileSync(path.join(root, file), content);
      written.push(file);
    } catch (error) {
      throw new CreationError(
        `${file} could not be written: ${(error as Error).message}\nWritten before it, for you to remove:\n${written.map((done) => `  ${done}`).join('\n') || '  nothing'}`,
      );
    }
  }
}
