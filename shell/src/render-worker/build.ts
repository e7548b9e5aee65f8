import { join } from 'node:path';
import { createRsbuild } from '@rsbuild/core';

/** Bundles the script of the render workers into one file that plain Node runs, beside the standalone server. */
export async function buildRenderWorker(folder: string): Promise<void> {
  const rsbuild = await createRsbuild({
    cwd: import.meta.dirname,
    config: {
      mode: 'production',
      logLevel: 'warn',
      source: { entry: { 'render-worker': join(import.meta.dirname, 'main.ts') } },
      performance: { printFileSize: false },
      server: { publicDir: false },
      output: {
        target: 'node',
        module: true,
        distPath: { root: folder },
        cleanDistPath: false,
        filename: { js: '[name].mjs' },
        // What a remote throws is read by people.
        minify: false,
        legalComments: 'none',
      },
      tools: { rspack: { output: { asyncChunks: false } } },
    },
  });
  const { close } = await rsbuild.build();
  await close();
}
