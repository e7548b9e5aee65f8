import { expect, test } from 'vitest';
import type { Page, PageRemote } from '../page.ts';
import { rememberPage, runningReleases } from './page-memory.ts';

const remote = (release: string, override?: string) =>
  ({ release, ...(override ? { override: { target: override } } : {}) }) as PageRemote;
const page = (remotes: Record<string, PageRemote>) => ({ remotes, slots: {} }) as unknown as Page;

test('When pages follow each other, then the tab tells of each remote the release that it loaded first', () => {
  rememberPage(page({ catalog: remote('1.0.0'), orders: remote('2.0.0') }));
  expect(runningReleases()).toBe('catalog@1.0.0,orders@2.0.0');

  rememberPage(page({ catalog: remote('1.0.1'), dashboard: remote('3.0.0') }));
  expect(runningReleases().split(',').sort()).toEqual(['catalog@1.0.0', 'dashboard@3.0.0', 'orders@2.0.0']);
});

test('When a remote comes from elsewhere, then it is left to the cookie of overrides', () => {
  rememberPage(page({ reviews: remote('1.0.0-dev.5', 'http://localhost:3100') }));
  expect(runningReleases()).not.toContain('reviews');
});
