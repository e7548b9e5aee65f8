import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '../tools/test/find-chromium.ts';
import { redeploy } from './redeploy.ts';
import type { Tessera } from './tessera.ts';

const REMOTES = ['catalog', 'orders', 'dashboard'];
const PATHS = ['/', '/products', '/cart'];
/** With a browser and the processes of new releases, about what two cores carry: more measures the overload. */
const LOADERS = 2;
const PAUSE_MS = 100;

interface Tally {
  pages: number;
  failed: number;
  mixed: number;
  browserPages: number;
  hydrationFaults: number;
}

/** Republishes every remote each second while pages are fetched and hydrated; counts what went wrong. */
export async function soak({ origin, remotesFolder }: Tessera, seconds: number): Promise<Record<string, object>> {
  const end = Date.now() + seconds * 1000;
  const tally: Tally = { pages: 0, failed: 0, mixed: 0, browserPages: 0, hydrationFaults: 0 };
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  let redeploys = 0;
  const publish = async () => {
    for (; Date.now() < end; redeploys++) {
      for (const name of REMOTES) redeploy(remotesFolder, name, `8.0.${redeploys}`);
      await pause(1000);
    }
  };
  try {
    await Promise.all([
      publish(),
      ...Array.from({ length: LOADERS }, () => fetchPages(origin, end, tally)),
      hydratePages(browser, origin, end, tally),
    ]);
  } finally {
    await browser.close();
  }
  return {
    'redeploys of each remote': { count: redeploys },
    'pages fetched': { count: tally.pages },
    'pages failed (status or a fallback)': { count: tally.failed },
    'pages with two releases of one remote': { count: tally.mixed },
    'pages hydrated in a browser': { count: tally.browserPages },
    'hydration faults (console, lost nodes, not hydrated)': { count: tally.hydrationFaults },
  };
}

async function fetchPages(origin: string, end: number, tally: Tally): Promise<void> {
  for (let visit = 0; Date.now() < end; visit++) {
    const response = await fetch(origin + PATHS[visit % PATHS.length]);
    const html = await response.text();
    tally.pages++;
    if (response.status !== 200 || html.includes('data-fallback')) tally.failed++;
    if (mixes(html)) tally.mixed++;
    await pause(PAUSE_MS);
  }
}

function mixes(html: string): boolean {
  const releases = new Map<string, string>();
  for (const [, remote = '', release = ''] of html.matchAll(/data-remote="([^"]+)"[^>]*data-release="([^"]+)"/g)) {
    if ((releases.get(remote) ?? release) !== release) return true;
    releases.set(remote, release);
  }
  return false;
}

async function hydratePages(browser: Browser, origin: string, end: number, tally: Tally): Promise<void> {
  const page = await browser.newPage();
  page.on('console', () => tally.hydrationFaults++);
  page.on('pageerror', () => tally.hydrationFaults++);
  await page.addInitScript(() => {
    document.addEventListener('readystatechange', () => {
      if (document.readyState === 'interactive')
        Object.assign(window, { serverNodes: [...document.querySelectorAll('mfe-slot *')] });
    });
  });
  for (let visit = 0; Date.now() < end; visit++) {
    await page.goto(origin + PATHS[visit % PATHS.length]);
    await wakeAllSlots(page);
    const whole = await page.evaluate(
      () =>
        (window as unknown as { serverNodes: Element[] }).serverNodes.every((node) => node.isConnected) &&
        !document.querySelector('mfe-slot:not([data-mounted=hydrated])'),
    );
    if (!whole) tally.hydrationFaults++;
    tally.browserPages++;
  }
  await page.close();
}

async function wakeAllSlots(page: Page): Promise<void> {
  await page.waitForFunction(() => customElements.get('mfe-slot'));
  for (const slot of await page.locator('mfe-slot').all()) await slot.dispatchEvent('pointerover');
  await page.waitForFunction(() => !document.querySelector('mfe-slot:not([data-mounted])'));
}
