import { spawnSync } from 'node:child_process';
import { CreationError } from './creation-error.ts';

/** In the form that `npm test` asks for: lines break elsewhere with another name. */
export function formatFiles(root: string, files: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync('biome', ['check', '--write', ...files], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    throw new CreationError(`All is written, but biome has complaints:\n${stdout ?? ''}${stderr ?? ''}`);
}

/** Links the new workspaces and brings what their framework needs. */
export function installWorkspaces(root: string): void {
  console.log('Installing what the new workspaces need (npm install) …');
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    throw new CreationError(
      'All is written, but npm install failed: see what npm says above, then run npm install again.',
    );
  }
}
