import { compile } from 'svelte/compiler';

/** Rspack loader: compiles Svelte's components, `generate: 'server'` or `'client'`. */
export default function svelteLoader(source) {
  const { generate } = this.getOptions();
  const { js, css, warnings } = compile(source, {
    filename: this.resourcePath,
    generate,
    css: 'external',
    dev: this.mode === 'development',
  });
  for (const { message, filename, start } of warnings) {
    this.emitWarning(new Error(`${message} (${filename}:${start?.line})`));
  }
  if (css?.code)
    throw new Error(`Put the styles of ${this.resourcePath} into a .css file that src/app/styles.css imports`);
  return js.code;
}
