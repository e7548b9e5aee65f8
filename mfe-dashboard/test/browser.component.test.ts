import { join } from 'node:path';
import { chromiumPath, countNodes, NO_CHROMIUM, openRemote, servedStates } from '@tessera/remote-kit/remote-in-browser';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { notification } from '../src/dev/fixtures.ts';
import { dev } from '../src/dev.ts';
import { standInAt } from './stand-in.ts';

const REFUSED = /status of 400/;
const store = (page: Page) => page.evaluate(() => Reflect.get(window, 'devShell').store.getState());

describe.skipIf(!chromiumPath)(`the dashboard in a real browser (skipped where ${NO_CHROMIUM})`, () => {
  let remote: Awaited<ReturnType<typeof openRemote>>;
  beforeAll(async () => {
    remote = await openRemote(join(import.meta.dirname, '..'));
  });
  afterAll(() => remote?.close());
  const open: typeof remote.open = (path, options) => remote.open(path, options);
  const { standIn, notify } = standInAt(() => remote.url);
  beforeEach(() => standIn());

  test.each(['/bells', '/account'])(
    'when %s comes alive, then every node of the server stays and the console is silent',
    async (path) => {
      const { page, messages, close } = await open(path);
      const { kept, made } = await countNodes(page);
      expect(kept).toBeGreaterThan(8);
      expect(made).toBe(0);
      expect(messages).toEqual([]);
      await close();
    },
  );

  test.each(servedStates(dev.fragments))('when %s comes alive, then every node of the server stays', async (path) => {
    const { page, close } = await open(path);
    expect((await countNodes(page)).made).toBe(0);
    await close();
  });

  test('when the page comes alive, then what was typed before stays', async () => {
    const { page, close } = await open('/account', {
      beforeScripts: (page) => page.locator('#s2-profile-name').fill('Ada Lovelace'),
    });
    expect(await page.locator('#s2-profile-name').inputValue()).toBe('Ada Lovelace');
    await close();
  });

  test('when there is no HTML from the server, then the browser loads and renders the same', async () => {
    const served = await open('/account');
    const rendered = await open('/account?mode=render');
    await rendered.page.getByRole('heading', { name: 'Profile' }).waitFor();
    const text = () => document.querySelector('main')?.innerText;
    expect(await rendered.page.evaluate(text)).toBe(await served.page.evaluate(text));
    expect(rendered.messages).toEqual([]);
    await served.close();
    await rendered.close();
  });

  test('when the profile is refused and then saved, then faults stand at their fields and the shell follows', async () => {
    const { page, messages, close } = await open('/account');
    const name = page.getByRole('textbox', { name: 'Name', exact: true });
    await name.fill(' ');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('ada at home');
    await page.getByRole('button', { name: 'Save profile' }).click();
    await page.getByText('Enter your name').waitFor();
    expect(await name.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('textbox', { name: 'E-mail' }).inputValue()).toBe('ada at home');
    await expect.poll(() => name.evaluate((input) => input === document.activeElement)).toBe(true);
    await name.fill('  Ada King ');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('king@tessera.test');
    await page.getByRole('button', { name: 'Save profile' }).click();
    await page.getByRole('status').filter({ hasText: 'Your profile is saved.' }).waitFor();
    await expect.poll(() => name.inputValue()).toBe('Ada King');
    expect(await name.getAttribute('aria-invalid')).toBeNull();
    expect((await store(page)).session.user).toMatchObject({ name: 'Ada King', email: 'king@tessera.test' });
    expect(messages.filter((text) => !REFUSED.test(text))).toEqual([]);
    await close();
  });

  test('when addresses are added, made default and deleted, then the list follows and the keyboard is not lost', async () => {
    const { page, messages, close } = await open('/account');
    const addresses = page.getByRole('region', { name: 'Addresses' });
    await addresses.getByText('Add an address').first().click();
    const form = addresses.getByRole('form', { name: 'Add an address' });
    await form.getByLabel('Full name').fill('Ada King');
    await form.getByLabel('Street and number').fill('9 Ockham Park');
    await form.getByLabel('Postal code').fill('T12 W8X6');
    await form.getByLabel('Town or city').fill('Cork');
    await form.getByLabel('Country').selectOption('IE');
    await form.getByRole('button', { name: 'Save address' }).click();
    await addresses.getByRole('status').filter({ hasText: 'The address is saved.' }).waitFor();
    expect(await form.isVisible()).toBe(false);
    await addresses.getByRole('button', { name: /^Make default.*Ockham/ }).click();
    const added = addresses.getByRole('listitem').filter({ hasText: '9 Ockham Park' });
    await added.getByText('Default', { exact: true }).waitFor();
    await added.locator('summary', { hasText: 'Delete' }).click();
    await added.getByRole('button', { name: 'Yes, delete it' }).click();
    await expect.poll(() => addresses.getByRole('listitem').count()).toBe(2);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Addresses');
    expect(messages).toEqual([]);
    await close();
  });

  test('when preferences are saved, then it is said and they stay', async () => {
    const { page, close } = await open('/account');
    await page.getByLabel('News by e-mail').check();
    await page.getByRole('button', { name: 'Save preferences' }).click();
    await page.getByRole('status').filter({ hasText: 'Your preferences are saved.' }).waitFor();
    expect(await page.getByLabel('News by e-mail').isChecked()).toBe(true);
    await close();
  });

  test('when a notification comes in, then bell, list and store know at once, and reading all clears them', async () => {
    const { page, messages, close } = await open('/account');
    await notify(notification(4, false));
    await page.getByRole('link', { name: 'Notifications, 3 unread' }).waitFor();
    await expect.poll(() => page.getByTestId('notification').first().innerText()).toContain('T-104X');
    expect(await page.locator('[aria-live="polite"]').first().textContent()).toContain('T-104X');
    await page
      .getByTestId('notification')
      .first()
      .getByRole('button', { name: /Mark as read/ })
      .click();
    await page.getByRole('link', { name: 'Notifications, 2 unread' }).waitFor();
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await page.getByRole('link', { name: 'Notifications, none unread' }).waitFor();
    expect((await store(page)).notifications).toEqual({ unread: 0 });
    expect(messages).toEqual([]);
    await close();
  });

  test('when a part comes back, then trying again shows it without leaving the page', async () => {
    await standIn({ account: { addresses: null } });
    const { page, close } = await open('/account');
    await standIn();
    await page.getByRole('link', { name: 'Try again' }).click();
    await expect.poll(() => page.getByRole('region', { name: 'Addresses' }).getByRole('listitem').count()).toBe(2);
    await close();
  });

  test('when the shopper signs out, then the bells go; when unmounted, then nothing is left', async () => {
    const { page, messages, close } = await open('/bells');
    await page.evaluate(() =>
      Reflect.get(window, 'devShell').store.dispatch({ type: 'session/replaced', payload: { user: null } }),
    );
    await expect.poll(() => page.locator('.dashboard-bell').count()).toBe(0);
    const left = await page.evaluate(async () => {
      const all: { parcel: { unmount(props: unknown): Promise<void> }; props: unknown }[] = Object.values(
        Reflect.get(window, 'devShell').mounted,
      );
      for (const { parcel, props } of all) await parcel.unmount(props);
      return [...document.querySelectorAll('mfe-slot')].map((slot) => slot.innerHTML);
    });
    expect(left).toEqual(['', '']);
    expect(messages).toEqual([]);
    await close();
  });

  test('when JavaScript is off, then forms are sent, refused and accepted in plain pages', async () => {
    const { page, close } = await open('/account', { javaScriptEnabled: false });
    const name = page.getByRole('textbox', { name: 'Name', exact: true });
    await name.fill('');
    await page.getByRole('button', { name: 'Save profile' }).click();
    expect(await page.getByText('Enter your name').isVisible()).toBe(true);
    await name.fill('Ada King');
    await page.getByRole('button', { name: 'Save profile' }).click();
    expect(await page.getByRole('status').filter({ hasText: 'Your profile is saved.' }).isVisible()).toBe(true);
    expect(await name.inputValue()).toBe('Ada King');
    await page.getByRole('region', { name: 'Addresses' }).locator('summary', { hasText: 'Delete' }).last().click();
    await page.getByRole('button', { name: 'Yes, delete it' }).last().click();
    expect(await page.getByRole('region', { name: 'Addresses' }).getByRole('listitem').count()).toBe(1);
    await close();
  });
});
