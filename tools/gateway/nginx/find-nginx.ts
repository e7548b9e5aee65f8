import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where packages put it that is not on everybody's PATH. */
const USUAL = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin'];

/** The nginx that NGINX_PATH names, else the one on the PATH; none where it is not installed. */
export function findNginx(env: NodeJS.ProcessEnv): string | undefined {
  if (env.NGINX_PATH) return existsSync(env.NGINX_PATH) ? env.NGINX_PATH : undefined;
  return [...(env.PATH ?? '').split(path.delimiter), ...USUAL]
    .map((folder) => path.join(folder, 'nginx'))
    .find((file) => existsSync(file));
}

/** Throws what to do where there is none. */
export function requireNginx(env: NodeJS.ProcessEnv): string {
  const found = findNginx(env);
  if (found) return found;
  throw new Error(
    env.NGINX_PATH
      ? `NGINX_PATH is "${env.NGINX_PATH}", and nothing is there.`
      : 'nginx is the door of real mode and was not found. Install it (apt-get install nginx, brew install nginx), or name it: NGINX_PATH=/path/to/nginx',
  );
}
