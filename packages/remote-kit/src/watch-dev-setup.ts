import { watch } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DevSetup } from './dev-setup.ts';
import { loadDevSetup } from './load-dev-setup.ts';

const DEBOUNCE_MS = 50;

/** Loads `src/dev.ts` anew after each change of it or of `src/dev/`, which no bundle holds. */
export function watchDevSetup(root: string, changed: (setup: DevSetup) => void): () => void {
  const sources = pathToFileURL(join(root, 'src/')).href;
  let edition = 0;
  // Node keeps every module by its address: another address is another module.
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      return edition && resolved.url.startsWith(sources)
        ? { ...resolved, url: `${resolved.url}?${edition}` }
        : resolved;
    },
  });
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(join(root, 'src'), { recursive: true }, (_, file) => {
    if (file !== 'dev.ts' && !file?.startsWith('dev/')) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      edition += 1;
      loadDevSetup(root).then(changed, (error: Error) => console.error(`src/dev.ts does not load: ${error.message}`));
    }, DEBOUNCE_MS);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
    hooks.deregister();
  };
}
