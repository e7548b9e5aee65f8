import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const COPIED = ['.gitignore', 'biome.json', 'package.json', 'tsconfig.base.json', 'packages', 'shell/src'];

/** What a remote is made of and edited in, in a folder of its own; installed modules are linked, not copied. */
export function copyWorkspace(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'tessera-create-remote-'));
  for (const name of COPIED) {
    const filter = (source: string) => !/\/(node_modules|dist|\.cache)$/.test(source);
    cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true, filter });
  }
  linkAll(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), (name) => name !== '@tessera');
  for (const name of readdirSync(path.join(copy, 'packages'))) {
    link(path.join(copy, 'packages', name), path.join(copy, 'node_modules/@tessera', name));
    linkModules(`packages/${name}`, path.join(copy, 'packages', name));
  }
  return copy;
}

/** Modules that npm did not hoist, because another workspace has another version. */
export function linkModules(workspace: string, folder: string): void {
  const modules = path.join(ROOT, workspace, 'node_modules');
  if (existsSync(modules)) linkAll(modules, path.join(folder, 'node_modules'), () => true);
}

function linkAll(from: string, to: string, wanted: (name: string) => boolean): void {
  for (const name of readdirSync(from)) if (wanted(name)) link(path.join(from, name), path.join(to, name));
}

function link(target: string, place: string): void {
  mkdirSync(path.dirname(place), { recursive: true });
  symlinkSync(target, place, 'junction');
}
