import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * A Chromium for the end-to-end tests: the one named by CHROMIUM_PATH, Playwright's own, the system's, or one that can
 * be installed now (Playwright's download first, then the distribution's package).
 */
export async function findChromium(): Promise<string> {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const own = chromium.executablePath();
  const found = existsSync(own) ? own : onPath();
  if (found) return found;
  console.log('Installing Chromium for the end-to-end tests …');
  if (attempt('playwright', 'install', 'chromium-headless-shell', 'chromium') && existsSync(own)) return own;
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    attempt('apt-get', 'update', '-qq');
    attempt('apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation');
  }
  const installed = onPath();
  if (installed) return installed;
  throw new Error(
    'No Chromium was found and none could be installed. Install one, or name it: CHROMIUM_PATH=/path/to/chromium npm test',
  );
}

const onPath = (): string | undefined =>
  (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => SYSTEM_NAMES.map((name) => path.join(folder, name)))
    .find((file) => existsSync(file));

const attempt = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, {
    stdio: 'ignore',
    timeout: 300_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;
