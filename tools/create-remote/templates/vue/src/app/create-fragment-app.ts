import type { SharedSource } from '@tessera/remote-kit/store-binding';
import { provideShared } from '@tessera/remote-kit/vue-store';
import { type App, type createApp, h, type ShallowRef } from 'vue';
import type { FragmentComponent } from '../fragment/fragment-component.ts';
import type { View } from '../fragment/view.ts';
import FragmentRoot from './fragment-root.vue';

interface FragmentApp {
  readonly component: FragmentComponent;
  readonly instance: string;
  readonly source: SharedSource;
  readonly view: Readonly<ShallowRef<View>>;
}

/** The same app on both sides; hydration needs `createSSRApp` on both. */
export function createFragmentApp(create: typeof createApp, { component, instance, source, view }: FragmentApp): App {
  const app = create({ render: () => h(FragmentRoot, { component, view: view.value }) });
  app.config.idPrefix = instance;
  return provideShared(app, source);
}
