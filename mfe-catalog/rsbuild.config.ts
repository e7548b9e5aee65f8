import { pluginVue } from '@rsbuild/plugin-vue';
import { remoteBuild } from '@tessera/remote-kit/build';

export default await remoteBuild({
  root: import.meta.dirname,
  name: 'catalog',
  framework: 'Vue 3.5',
  team: 'Catalog',
  bff: '/api/catalog',
  plugins: [
    pluginVue({
      vueLoaderOptions: { compilerOptions: { isCustomElement: (tag) => tag === 'mfe-slot', comments: false } },
    }),
  ],
  define: { __VUE_OPTIONS_API__: 'false' },
  // Without Vue's template compiler, which its Node builds carry.
  side: (side) => (side === 'node' ? { resolve: { conditionNames: ['module', 'import', 'default'] } } : {}),
});
