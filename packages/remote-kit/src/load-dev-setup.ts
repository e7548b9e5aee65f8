import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DevSetup } from './dev-setup.ts';

/** `dev` of the remote's `src/dev.ts`. */
export async function loadDevSetup(root: string): Promise<DevSetup> {
  const file = join(root, 'src/dev.ts');
  if (!existsSync(file)) {
    throw new Error(
      `${file} is missing: it exports "dev", the states of each fragment (see remote-kit's dev-setup.ts)`,
    );
  }
  const { dev } = await import(pathToFileURL(file).href);
  if (!dev?.fragments || !dev.bff) throw new Error(`${file} must export "dev" with "fragments" and "bff"`);
  return dev;
}
