import { JavaScriptTransformer } from '@angular/build/private';

let transformer;

/** Rspack loader: links Angular's partially compiled libraries and marks what the minifier may drop. */
export default function angularLinker(source) {
  const done = this.async();
  const { advancedOptimizations } = this.getOptions();
  transformer ??= new JavaScriptTransformer({ sourcemap: false, jit: false, advancedOptimizations, maxConcurrency: 2 });
  const isLibrary = this.resourcePath.includes('node_modules');
  transformer
    .transformData(this.resourcePath, source, { sideEffects: async () => (isLibrary ? false : undefined) })
    .then((code) => done(null, Buffer.from(code).toString('utf8')), done);
}
