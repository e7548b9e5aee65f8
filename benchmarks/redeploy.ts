import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Release } from '@tessera/contracts/remote/release';
import { withPublished } from '../tools/release/registry-changes.ts';
import { changeRegistry, readRegistry } from '../tools/release/registry-file.ts';

/** Publishes the stable release of a remote again under a version that was not there yet: same files, new release. */
export function redeploy(remotesFolder: string, name: string, version: string): void {
  const stable = readRegistry(remotesFolder).remotes[name]?.stable;
  if (!stable) throw new Error(`${name} was never published to ${remotesFolder}`);
  const from = path.join(remotesFolder, name, stable);
  const to = path.join(remotesFolder, name, version);
  for (const entry of readdirSync(from, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || entry.name.startsWith('release.json')) continue;
    const target = path.join(to, path.relative(from, entry.parentPath), entry.name);
    mkdirSync(path.dirname(target), { recursive: true });
    linkSync(path.join(entry.parentPath, entry.name), target);
  }
  const described: Release = JSON.parse(readFileSync(path.join(from, 'release.json'), 'utf8'));
  const manifest = JSON.stringify({ ...described, version });
  writeFileSync(path.join(to, 'release.json'), manifest);
  const manifestHash = `sha384-${createHash('sha384').update(manifest).digest('base64')}`;
  changeRegistry(remotesFolder, (registry) => withPublished(registry, { name, version, manifestHash, at: new Date() }));
}
