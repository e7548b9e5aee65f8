import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '../tools/test/find-chromium.ts';
import { signedInShopper } from './shopper.ts';
import { round, type Tessera } from './tessera.ts';

const emptyPage = path.join(import.meta.dirname, 'empty-page');
const QUIET_MS = 1_500;

/** Eager: what the HTML names. Total: all that was loaded when every slot is live, the interactive ones included. */
export async function measureScripts({ origin }: Tessera): Promise<Record<string, object>> {
  const { slug } = await signedInShopper(origin);
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  try {
    const rows: Record<string, object> = { 'an empty page of the same Next and React': { eager: emptyPageSize() } };
    for (const path of ['/', `/products/${slug}`, '/cart']) rows[path] = await sizesOf(browser, origin + path);
    return rows;
  } finally {
    await browser.close();
  }
}

async function sizesOf(browser: Browser, url: string) {
  const page = await browser.newPage();
  const sizes = new Map<string, number>();
  page.on('response', async (response) => {
    if (response.request().resourceType() === 'script')
      sizes.set(response.url(), gzipSync(await response.body()).length);
  });
  await page.goto(url, { waitUntil: 'load' });
  const eager = await page
    .locator('script[src]')
    .evaluateAll((scripts) => scripts.map((script) => (script as HTMLScriptElement).src));
  await wakeAllSlots(page);
  const kB = (urls: Iterable<string>) =>
    round([...urls].reduce((sum, script) => sum + (sizes.get(script) ?? 0), 0) / 1000, 1);
  const html = new Set(eagerIn(await (await fetch(url)).text(), url));
  await page.close();
  return { eager: kB(eager.filter((script) => html.has(script))), total: kB(sizes.keys()) };
}

/** Without what only browsers from before modules load. */
const eagerIn = (html: string, base: string): string[] =>
  [...html.matchAll(/<script[^>]+>/g)]
    .filter(([tag]) => !/\bnomodule\b/i.test(tag))
    .flatMap(([tag]) => /src="([^"]+)"/.exec(tag)?.[1] ?? [])
    .map((src) => new URL(src, base).href);

async function wakeAllSlots(page: Page): Promise<void> {
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  for (const slot of await page.locator('mfe-slot').all()) await slot.dispatchEvent('pointerover');
  await page.waitForTimeout(QUIET_MS);
}

/** The floor: built here and now by the same Next. */
function emptyPageSize(): number {
  spawnSync(process.execPath, [path.resolve(emptyPage, '../../node_modules/next/dist/bin/next'), 'build'], {
    cwd: emptyPage,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', NEXT_IGNORE_INCORRECT_LOCKFILE: '1' },
    stdio: 'ignore',
  });
  const html = readFileSync(path.join(emptyPage, '.next/server/pages/index.html'), 'utf8');
  const files = eagerIn(html, 'http://floor').map((url) => new URL(url).pathname.replace('/_next', ''));
  const existing = files.flatMap((file) =>
    globSync(path.join(emptyPage, '.next', decodeURIComponent(file).replaceAll('[', '[[]'))),
  );
  return round(existing.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0) / 1000, 1);
}
