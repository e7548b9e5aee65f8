// What an image is installed from: the manifests without what only development needs. npm's `--omit=dev` is not enough
// in a workspace: it takes the development dependencies of packages that are linked, and the frameworks that a package
// leaves to its users.
import { globSync, readFileSync, writeFileSync } from 'node:fs';

for (const file of globSync('**/package.json', { exclude: (entry) => entry === 'node_modules' })) {
  const {
    devDependencies: _dev,
    peerDependencies: _peer,
    peerDependenciesMeta: _meta,
    ...kept
  } = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify(kept));
}
