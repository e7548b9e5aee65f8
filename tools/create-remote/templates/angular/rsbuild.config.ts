import { join } from 'node:path';
import { remoteBuild } from '@tessera/remote-kit/build';
import { compileAngular } from './compile-angular.ts';

const production = process.env.NODE_ENV !== 'development';

/** `ngc` compiles `src` into this folder first; Rsbuild bundles what it finds there. */
const compiled = '.cache/ngc';

export default await remoteBuild({
  root: import.meta.dirname,
  name: '__remote__',
  framework: 'Angular 22.2',
  team: '__team__',
  bff: '/api/__remote__',
  sources: compiled,
  plugins: [compileAngular()],
  define: {
    ngJitMode: 'false',
    ngI18nClosureMode: 'false',
    ...(production ? { ngDevMode: 'false' } : {}),
  },
  side: (side) => ({
    source: { define: { ngServerMode: String(side === 'node') } },
    tools: {
      rspack: {
        module: {
          rules: [
            {
              test: /\.m?js$/,
              include: [/node_modules\/(@angular|rxjs)\//, join(import.meta.dirname, compiled)],
              use: [
                {
                  loader: join(import.meta.dirname, 'angular-linker.mjs'),
                  options: { advancedOptimizations: production },
                },
              ],
            },
          ],
        },
      },
    },
  }),
});
