import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

/**
 * Version of a remote's release: package.json's, and 10 hex digits of a hash over its sources, those of the
 * workspace packages that it depends on, and the installed versions of everything else. Same input, same version.
 */
export async function sourceVersion(root: string): Promise<string> {
  const hash = createHash('sha256');
  const packages = await workspacePackages(root);
  for (const { name, folder, manifest } of packages) {
    for (const file of await sourceFiles(folder)) {
      hash.update(`${name}/${relative(folder, file).split(sep).join('/')}\0`).update(await readFile(file));
    }
    for (const dependency of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).sort()) {
      if (!dependency.startsWith('@tessera/'))
        hash.update(`${dependency}@${await installedVersion(folder, dependency)}\0`);
    }
  }
  return `${packages[0]?.manifest.version}-${hash.digest('hex').slice(0, 10)}`;
}

/** The remote itself first, then what its `dependencies` reach, by name. */
async function workspacePackages(root: string) {
  const found = new Map<string, { name: string; folder: string; manifest: Manifest }>();
  const visit = async (folder: string) => {
    const manifest: Manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    if (found.has(manifest.name)) return;
    found.set(manifest.name, { name: manifest.name, folder, manifest });
    for (const name of Object.keys(manifest.dependencies ?? {}).sort()) {
      if (name.startsWith('@tessera/')) await visit(packageFolder(folder, name));
    }
  };
  await visit(root);
  return [...found.values()];
}

async function sourceFiles(folder: string): Promise<string[]> {
  const top = await readdir(folder, { withFileTypes: true });
  const config = top.filter((entry) => entry.isFile() && /\.(json|ts|mjs)$/.test(entry.name));
  const sources = await readdir(join(folder, 'src'), { withFileTypes: true, recursive: true });
  return [...config, ...sources.filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))]
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function installedVersion(folder: string, name: string): Promise<string> {
  return JSON.parse(await readFile(join(packageFolder(folder, name), 'package.json'), 'utf8')).version;
}

/** Looks in the node_modules folders themselves: many packages do not export their package.json. */
function packageFolder(from: string, name: string): string {
  for (const modules of createRequire(join(from, 'package.json')).resolve.paths(name) ?? []) {
    const folder = join(modules, name);
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  throw new Error(`${name}, which ${from} depends on, is not installed: run npm install`);
}
