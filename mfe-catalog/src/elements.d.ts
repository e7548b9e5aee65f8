import type { FragmentName, HydrationPolicy } from '@tessera/contracts/remote/fragments';
import type { DefineComponent } from 'vue';

declare module 'vue' {
  interface GlobalComponents {
    /** The shell's element; `props` is JSON. */
    'mfe-slot': DefineComponent<{ name: FragmentName; props: string; hydrate: HydrationPolicy }>;
  }
}
