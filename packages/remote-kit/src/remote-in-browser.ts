import { existsSync } from 'node:fs';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { statePath } from './dev-scene.ts';
import { startDevServer } from './dev-server.ts';
import type { DevState } from './dev-setup.ts';

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', chromium.executablePath()];

/** Of the machine; tests that need a browser are skipped, with this reason, where there is none. */
export const chromiumPath = process.env.CHROMIUM_PATH ?? KNOWN.find((path) => existsSync(path));
export const NO_CHROMIUM = 'no Chromium was found: set CHROMIUM_PATH';

const markServerNodes = () => {
  // Before deferred and module scripts run.
  document.addEventListener('readystatechange', () => {
    if (document.readyState !== 'interactive') return;
    for (const element of document.querySelectorAll('mfe-slot *')) Object.assign(element, { fromServer: true });
  });
};

interface Opening extends BrowserContextOptions {
  /** Runs in the page of the server, before any of its scripts. */
  readonly beforeScripts?: (page: Page) => Promise<unknown>;
}

/**
 * For a remote's component tests: its fragments in the stand-in shell, in a real browser. `open` resolves when all
 * fragments of the page are live. `messages` holds whatever the console said: a good page says nothing.
 */
export async function openRemote(root: string) {
  const server = await startDevServer({ root });
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  return {
    url: server.url,
    async open(path: string, { beforeScripts, ...options }: Opening = {}) {
      const context = await browser.newContext({ baseURL: server.url, ...options });
      await context.addInitScript(markServerNodes);
      const page = await context.newPage();
      const messages: string[] = [];
      page.on('console', (message) => messages.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => messages.push(`error: ${error.message}`));
      const response = beforeScripts ? await holdScripts(page, path, beforeScripts) : await page.goto(path);
      if (options.javaScriptEnabled !== false) {
        await page.waitForFunction(() => !document.querySelector('mfe-slot[data-instance]:not([data-mounted])'));
      }
      return { page, messages, status: response?.status(), close: () => context.close() };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

async function holdScripts(page: Page, path: string, act: (page: Page) => Promise<unknown>) {
  const { promise: acted, resolve: release } = Promise.withResolvers<void>();
  await page.route('**/dev-client.js', async (route) => {
    await acted;
    await route.continue();
  });
  const response = await page.goto(path, { waitUntil: 'commit' });
  await page.locator('#dev-page').waitFor({ state: 'attached' });
  await act(page);
  release();
  return response;
}

/** Addresses of all states of the remote's `src/dev.ts` that the server renders and the browser hydrates. */
export const servedStates = (fragments: Readonly<Record<string, Readonly<Record<string, DevState>>>>): string[] =>
  Object.entries(fragments).flatMap(([fragment, states]) =>
    Object.entries(states)
      .filter(([, { server = 'html' }]) => server === 'html')
      .map(([name]) => statePath(fragment, name)),
  );

/** How many elements of the fragments the server sent, and how many the browser made. */
export const countNodes = (page: Page) =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll('mfe-slot *')];
    const kept = all.filter((element) => 'fromServer' in element).length;
    return { kept, made: all.length - kept };
  });
