import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRsbuild, loadConfig, type RsbuildConfig } from '@rsbuild/core';
import type { ServerEntry } from '@tessera/contracts/remote/server-entry';
import { type HeldRelease, holdRelease } from './held-release.ts';
import { loadContainer } from './load-container.ts';
import { sourceVersion } from './source-version.ts';

/** A remote as it was last built. */
export interface BuiltRemote {
  current(): HeldRelease;
  server(): Promise<ServerEntry>;
  /** The present build or one that a page may still be running. */
  find(version: string): HeldRelease | undefined;
  close(): Promise<void>;
}

interface Watch {
  built(current: HeldRelease, before: HeldRelease): void;
  failed(): void;
}

const KEPT = 5;

/** Takes the release of the present sources; builds it when there is none, and for each change when there is a `watch`. */
export async function buildRemote(root: string, watch?: Watch): Promise<BuiltRemote> {
  const held: HeldRelease[] = [];
  let server: Promise<ServerEntry> | undefined;
  const take = (folder: string) => {
    const [before] = held;
    const current = holdRelease(folder, watch !== undefined);
    held.unshift(current);
    held.splice(KEPT);
    server = loadContainer(join(folder, current.release.node.entry));
    server.catch(() => {});
    if (before) watch?.built(current, before);
  };
  const made = join(root, 'dist', await sourceVersion(root));
  let close = async () => {};
  if (!watch && existsSync(join(made, 'release.json'))) take(made);
  else
    close = await build(
      root,
      (await loadConfig({ cwd: root })).content,
      watch ? { built: take, failed: watch.failed } : { built: take },
    );
  return {
    current: () => held[0] as HeldRelease,
    server: () => server as Promise<ServerEntry>,
    find: (version) => held.find(({ release }) => release.version === version),
    close,
  };
}

/** The browser's side of the stand-in shell, with the design system, built into an empty folder. */
export async function buildDevClient(folder: string): Promise<string> {
  const config: RsbuildConfig = {
    logLevel: 'warn',
    mode: 'production',
    source: { entry: { 'dev-client': './src/dev-client.ts', 'dev-gallery': './src/dev-gallery-client.ts' } },
    output: {
      module: true,
      assetPrefix: '/dev/',
      cleanDistPath: false,
      distPath: { root: folder, js: '', css: '' },
      filename: { js: '[name].js', css: '[name].css' },
      sourceMap: false,
    },
    splitChunks: false,
    performance: { printFileSize: false },
    tools: { htmlPlugin: false },
  };
  await build(fileURLToPath(new URL('..', import.meta.url)), config, { built: () => {} });
  return folder;
}

/** Resolves when the first build without errors is done; with what ends the watch. */
async function build(
  root: string,
  config: RsbuildConfig,
  { built, failed }: { built(folder: string): void; failed?(): void },
): Promise<() => Promise<void>> {
  const rsbuild = await createRsbuild({ cwd: root, config });
  let ended = async () => {};
  await new Promise<void>((resolve, reject) => {
    rsbuild.onAfterBuild({
      order: 'post',
      handler: ({ stats }) => {
        if (stats?.hasErrors()) return failed?.();
        built(rsbuild.context.distPath);
        resolve();
      },
    });
    rsbuild.build({ watch: failed !== undefined }).then(({ close }) => {
      ended = close;
    }, reject);
  });
  return () => ended();
}
