import { pluginVue } from '@rsbuild/plugin-vue';
import { remoteBuild } from '@tessera/remote-kit/build';

export default await remoteBuild({
  root: import.meta.dirname,
  name: '__remote__',
  framework: 'Vue 3.5',
  team: '__team__',
  bff: '/api/__remote__',
  plugins: [
    pluginVue({
      vueLoaderOptions: { compilerOptions: { isCustomElement: (tag) => tag === 'mfe-slot', comments: false } },
    }),
  ],
  define: { __VUE_OPTIONS_API__: 'false' },
  // Without Vue's template compiler, which its Node builds carry.
  side: (side) => (side === 'node' ? { resolve: { conditionNames: ['module', 'import', 'default'] } } : {}),
});
