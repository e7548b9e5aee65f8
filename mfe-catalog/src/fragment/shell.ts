import { type App, type InjectionKey, inject } from 'vue';

/** What a component may ask of the shell; on the server nothing happens. */
export interface Shell {
  navigate(url: string): void;
}

const KEY: InjectionKey<Shell> = Symbol('shell');
const serverShell: Shell = { navigate: () => {} };

export const provideShell = (app: App, shell: Shell): App => app.provide(KEY, shell);
export const useShell = (): Shell => inject(KEY, serverShell);
