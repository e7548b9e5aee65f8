import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Compilation, Compiler } from 'webpack';
import { setIntegrity } from './integrity-lookup.ts';

const NAME = 'IntegrityPlugin';

/**
 * Subresource integrity for the Pages Router, which Next has for the App Router only. `.next/integrity.json` names the
 * hash of each script and stylesheet by its path; scripts that come later are held to it by webpack's runtime and by
 * Next's loader of routes.
 */
export class IntegrityPlugin {
  apply(compiler: Compiler): void {
    compiler.options.module.rules.push({
      test: /next[\\/]dist[\\/](esm[\\/])?client[\\/]route-loader\.js$/,
      loader: join(__dirname, 'integrity-lookup.ts'),
    });
    const { LoadScriptRuntimeModule } = compiler.webpack.runtime;
    compiler.hooks.compilation.tap(NAME, (compilation) => {
      LoadScriptRuntimeModule.getCompilationHooks(compilation).createScript.tap(
        NAME,
        (source) => `${source}\nscript.crossOrigin = 'anonymous';\n${setIntegrity('url')}`,
      );
    });
    compiler.hooks.afterEmit.tap(NAME, writeManifest);
  }
}

function writeManifest({ outputOptions: { path = '' }, assetsInfo }: Compilation): void {
  const files = [...assetsInfo.keys()].filter((name) => /^static\/.*\.(js|css)$/.test(name)).sort();
  const hashes = files.map((name) => [urlOf(name), sha384(readFileSync(join(path, name)))]);
  writeFileSync(join(path, 'integrity.json'), JSON.stringify(Object.fromEntries(hashes)));
}

/** As Next writes it into documents. */
const urlOf = (name: string): string => `/_next/${name.split('/').map(encodeURIComponent).join('/')}`;
const sha384 = (content: Buffer): string => `sha384-${createHash('sha384').update(content).digest('base64')}`;
