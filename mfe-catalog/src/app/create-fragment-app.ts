import type { SharedSource } from '@tessera/remote-kit/store-binding';
import { provideShared } from '@tessera/remote-kit/vue-store';
import { type App, createApp, createSSRApp, h } from 'vue';
import type { Fragment } from '../fragment/fragment.ts';
import { provideShell, type Shell } from '../fragment/shell.ts';
import FragmentRoot from './fragment-root.vue';
import type { FragmentView } from './fragment-view.ts';

interface FragmentApp {
  readonly fragment: Fragment;
  readonly view: FragmentView;
  readonly instance: string;
  readonly source: SharedSource;
  readonly shell?: Shell;
  /** `render` in the browser where the server sent nothing. */
  readonly mode?: 'hydrate' | 'render';
}

/** The same app on both sides: what differs is in `source` and `shell`. */
export function createFragmentApp({ fragment, view, instance, source, shell, mode }: FragmentApp): App {
  const create = mode === 'render' ? createApp : createSSRApp;
  const app = create({ render: () => h(FragmentRoot, { component: fragment.component, view }) });
  app.config.idPrefix = instance;
  provideShared(app, source);
  if (shell) provideShell(app, shell);
  return app;
}
