import { transformAsync } from '@babel/core';
import solid from 'babel-preset-solid';

/**
 * Compiles Solid's JSX: `generate: 'ssr'` for the server, `'dom'` for the browser. Not Rsbuild's Solid plugin, because
 * that goes through babel-loader, which takes the Babel 8 that Angular brings to this repository.
 */
export default async function solidLoader(source) {
  const done = this.async();
  try {
    const { code } = await transformAsync(source, {
      filename: this.resourcePath,
      presets: [[solid, { generate: this.getOptions().generate, hydratable: true }]],
      parserOpts: { plugins: ['jsx', 'typescript'] },
      babelrc: false,
      configFile: false,
    });
    done(null, code);
  } catch (error) {
    done(error);
  }
}
