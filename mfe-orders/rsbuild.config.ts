import { join } from 'node:path';
import { remoteBuild } from '@tessera/remote-kit/build';

export default await remoteBuild({
  root: import.meta.dirname,
  name: 'orders',
  framework: 'Solid 1.9',
  team: 'Orders',
  bff: '/api/orders',
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
