import { join } from 'node:path';
import { remoteBuild } from '@tessera/remote-kit/build';

export default await remoteBuild({
  root: import.meta.dirname,
  name: '__remote__',
  framework: 'Svelte 5',
  team: '__team__',
  bff: '/api/__remote__',
  plugins: [],
  side: (side) => ({
    tools: {
      rspack: {
        module: {
          rules: [
            {
              test: /\.svelte$/,
              type: 'javascript/auto',
              loader: join(import.meta.dirname, 'svelte-loader.mjs'),
              options: { generate: side === 'web' ? 'client' : 'server' },
            },
            // Svelte's server looks for a module of Node's behind the bundler's back.
            { test: /svelte\/src\/internal\/server\//, parser: { exprContextCritical: false } },
          ],
        },
      },
    },
  }),
});
