import { join } from 'node:path';
import { remoteBuild } from '@tessera/remote-kit/build';

export default await remoteBuild({
  root: import.meta.dirname,
  name: '__remote__',
  framework: 'Solid 1.9',
  team: '__team__',
  bff: '/api/__remote__',
  plugins: [],
  side: (side) => ({
    tools: {
      rspack: {
        module: {
          rules: [
            {
              test: /\.tsx$/,
              enforce: 'pre',
              loader: join(import.meta.dirname, 'solid-loader.mjs'),
              options: { generate: side === 'web' ? 'dom' : 'ssr' },
            },
          ],
        },
      },
    },
  }),
});
