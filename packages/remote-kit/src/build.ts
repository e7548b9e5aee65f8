import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ModuleFederationPlugin } from '@module-federation/enhanced/rspack';
import { type EnvironmentConfig, mergeRsbuildConfig, type RsbuildConfig, type RsbuildPlugin } from '@rsbuild/core';
import type { Release } from '@tessera/contracts/remote/release';
import { checkRelease } from './check-release.ts';
import { scopedStyles } from './scoped-styles.ts';
import { sourceVersion } from './source-version.ts';
import { NODE_ENTRY, type ReleaseFacts, WEB_ENTRY, writeRelease } from './write-release.ts';

export interface RemoteBuild extends Omit<ReleaseFacts, 'version'> {
  /** Folder of the remote: `import.meta.dirname` of its rsbuild.config.ts. */
  readonly root: string;
  /** The framework's Rsbuild plugins, for both sides. */
  readonly plugins: RsbuildPlugin[];
  /** Compile-time constants of both sides. */
  readonly define?: Record<string, string>;
  /** What one side needs on top: loaders, constants. */
  readonly side?: (side: 'web' | 'node') => EnvironmentConfig;
  /** Where the two entries are, when a compiler runs before Rsbuild; `src` when absent. */
  readonly sources?: string;
}

/**
 * Rsbuild config of a remote: one build makes the browser's and the server's container and, when both are whole,
 * `dist/<version>/release.json`. In development the version is `<package version>-dev`, in `.cache`, and a watch overwrites it.
 */
export async function remoteBuild({
  root,
  plugins,
  define,
  side,
  sources = 'src',
  ...facts
}: RemoteBuild): Promise<RsbuildConfig> {
  const production = process.env.NODE_ENV !== 'development';
  const version = await sourceVersion(root);
  const released: ReleaseFacts = { ...facts, version: production ? version : version.replace(/-.*/, '-dev') };
  const folder = join(root, production ? 'dist' : '.cache', released.version);
  const common: RsbuildConfig = {
    root,
    logLevel: 'warn',
    mode: production ? 'production' : 'development',
    source: { define: { ...define, __REMOTE_RELEASE__: JSON.stringify(released.version) } },
    plugins: [...plugins, releaseWriter(root, folder, released, production)],
    splitChunks: false,
    performance: { printFileSize: false },
    server: { publicDir: false },
    dev: { assetPrefix: 'auto', hmr: false, liveReload: false },
    output: { assetPrefix: 'auto', sourceMap: false, legalComments: 'none', cleanDistPath: false },
    tools: { htmlPlugin: false, postcss: (_, { addPlugins }) => addPlugins(scopedStyles(facts.name)) },
  };
  const container = (target: 'web' | 'node') => ({
    name: facts.name,
    exposes: {
      [target === 'web' ? './browser' : './server']: join(root, sources, target === 'web' ? 'browser' : 'server'),
    },
    manifest: false,
    dts: false,
    dev: false,
  });
  return {
    ...common,
    environments: {
      web: mergeRsbuildConfig(
        {
          source: { entry: {} },
          security: { sri: { enable: production, algorithm: 'sha384' } },
          output: { target: 'web', distPath: { root: folder } },
          tools: {
            rspack: {
              output: { crossOriginLoading: 'anonymous', uniqueName: facts.name },
              plugins: [
                new ModuleFederationPlugin({
                  ...container('web'),
                  filename: WEB_ENTRY,
                  // Not `var`: a remote may be called gift-cards.
                  library: { type: 'global', name: facts.name },
                  // The shell's page has the runtime already: 33 kB of each container become 13.
                  experiments: { externalRuntime: true, optimization: { disableSnapshot: true, target: 'web' } },
                }),
              ],
            },
            // The shell links each stylesheet of the release in its first response.
            cssExtract: { pluginOptions: { runtime: false } },
          },
        },
        side?.('web') ?? {},
      ),
      node: mergeRsbuildConfig(
        {
          source: { entry: {} },
          output: {
            target: 'node',
            module: false,
            distPath: { root: join(folder, 'node') },
            emitCss: false,
            minify: false,
          },
          // One file: a new release is swapped in whole or not at all.
          tools: {
            rspack: {
              output: { asyncChunks: false, uniqueName: facts.name },
              plugins: [
                new ModuleFederationPlugin({
                  ...container('node'),
                  filename: NODE_ENTRY.replace('node/', ''),
                  library: { type: 'commonjs-module' },
                }),
              ],
            },
          },
        },
        side?.('node') ?? {},
      ),
    },
  };
}

const releaseWriter = (root: string, folder: string, facts: ReleaseFacts, production: boolean): RsbuildPlugin => ({
  name: 'tessera:release-writer',
  setup(api) {
    let begun = false;
    // Not by `cleanDistPath`: one side would remove what the other has written already.
    api.onBeforeBuild(async () => {
      if (!begun) await rm(folder, { recursive: true, force: true });
      begun = true;
    });
    api.onAfterBuild(async ({ stats }) => {
      if (stats?.hasErrors()) return;
      const check = (described: Release) => checkRelease(root, folder, described);
      await writeRelease(folder, facts, production ? { check } : {});
    });
  },
});
