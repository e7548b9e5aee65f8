import path from 'node:path';
import { defineConfig } from '@playwright/test';

const root = path.resolve(import.meta.dirname, '..');
const PORT = process.env.E2E_PORT ?? '18080';
/** Any environment: E2E_BASE_URL=https://staging.example npm run e2e. Without it, one is started with fresh data. */
const given = process.env.E2E_BASE_URL;

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const desktop = { viewport: { width: 1440, height: 900 } };

export default defineConfig({
  testDir: './journeys',
  outputDir: path.join(root, 'test-results'),
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json']],
  use: {
    baseURL: given ?? `http://localhost:${PORT}`,
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: desktop, testIgnore: /without-javascript/ },
    // What happens to releases and on the server is the same at any width.
    { name: 'phone', use: phone, testIgnore: /without-javascript|releases|remote-faults|isolation/ },
    {
      name: 'desktop without JavaScript',
      use: { ...desktop, javaScriptEnabled: false },
      testMatch: /without-javascript/,
    },
    { name: 'phone without JavaScript', use: { ...phone, javaScriptEnabled: false }, testMatch: /without-javascript/ },
  ],
  webServer: given
    ? undefined
    : {
        command: 'node --disable-warning=ExperimentalWarning e2e/start-fresh.ts',
        cwd: root,
        env: { PORT, DEMO_FULFILMENT_SECONDS: '3' },
        url: `http://localhost:${PORT}/health/ready`,
        timeout: 300_000,
        gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
        stdout: 'ignore',
      },
});
