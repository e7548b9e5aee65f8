import type { AccountScreen } from '@tessera/contracts/bff/dashboard';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOf, cookiesAfter } from './client.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const home = {
  name: 'Ada Byron',
  line1: '12 St James’s Square',
  postalCode: 'D02 X285',
  city: 'Dublin',
  country: 'IE',
};
const problemOf = async (response: Response) => ({ status: response.status, ...(await response.json()) });

describe('profile', () => {
  test('When it is saved with fetch, then the answer, the service and the session carry the new name', async () => {
    const { cookie, shopper } = world.signIn();
    const response = await clientOf(world, cookie).send('/profile', { name: ' Ada King ', email: 'KING@example.com' });
    expect(await response.json()).toMatchObject({ profile: { name: 'Ada King', email: 'king@example.com' } });
    expect(shopper.user.name).toBe('Ada King');
    expect(response.headers.getSetCookie().join()).toContain('tessera_session=');
  });

  test('When a plain form is saved, then the browser is sent back to the section', async () => {
    const { cookie } = world.signIn();
    const response = await clientOf(world, cookie).submit('/profile', { name: 'Ada King', email: 'a@example.com' });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/account?saved=profile#profile');
  });

  test('When a plain form is refused, then the page shows what was typed and why, once', async () => {
    const { cookie } = world.signIn();
    const refused = await clientOf(world, cookie).submit('/profile', { name: '', email: 'not an address' });
    expect(refused.status).toBe(303);
    expect(refused.headers.get('location')).toBe('/account');
    const after = cookiesAfter(cookie, refused);
    const first = await clientOf(world, after).get('/screens/account');
    const { form }: AccountScreen = await first.json();
    expect(form).toMatchObject({ name: 'profile', values: { name: '', email: 'not an address' } });
    expect(form?.errors.map(({ path }) => path)).toEqual(['name', 'email']);
    const second = await clientOf(world, cookiesAfter(after, first)).get('/screens/account');
    expect((await second.json()).form).toBeNull();
  });

  test.each([
    ['an empty name', { name: '  ', email: 'a@example.com' }, 'name'],
    ['a missing name', { email: 'a@example.com' }, 'name'],
    ['a name of 101 letters', { name: 'x'.repeat(101), email: 'a@example.com' }, 'name'],
    ['a name that is a list', { name: ['Ada'], email: 'a@example.com' }, 'name'],
    ['no e-mail', { name: 'Ada' }, 'email'],
    ['half an e-mail', { name: 'Ada', email: 'ada@' }, 'email'],
    ['an endless e-mail', { name: 'Ada', email: `${'x'.repeat(300)}@example.com` }, 'email'],
    ['a number for an e-mail', { name: 'Ada', email: 7 }, 'email'],
    ['somebody’s e-mail', { name: 'Ada', email: 'taken@example.com' }, 'email'],
  ])('When %s is sent, then the problem names the field', async (_, body, path) => {
    const problem = await problemOf(await clientOf(world, world.signIn().cookie).send('/profile', body));
    expect([400, 409]).toContain(problem.status);
    expect(problem.errors).toEqual([{ path, message: expect.stringMatching(/\w+ \w+/) }]);
  });
});

describe('addresses', () => {
  test('When one is added, made default and deleted, then each answer is the list as it is then', async () => {
    const { cookie } = world.signIn();
    const { send } = clientOf(world, cookie);
    const added = await (await send('/addresses', home)).json();
    expect(added.addresses).toMatchObject([{ ...home, line2: '', isDefault: false }]);
    const path = `/addresses/${added.addresses[0].id}`;
    const changed = await (await send(path, { ...home, city: 'Cork', isDefault: 'on' })).json();
    expect(changed.addresses).toMatchObject([{ city: 'Cork', isDefault: true }]);
    const deleted = await (await send(`${path}/delete`, {})).json();
    expect(deleted).toEqual({ addresses: [] });
  });

  test("When another shopper's address is changed or deleted, then it is a 404 and stays as it is", async () => {
    const owner = world.signIn();
    await clientOf(world, owner.cookie).send('/addresses', home);
    const path = `/addresses/${owner.shopper.addresses[0]?.id}`;
    const { send } = clientOf(world, world.signIn().cookie);
    const stranger = { status: 404, code: 'address-not-found' };
    expect(await problemOf(await send(path, { ...home, city: 'Cork' }))).toMatchObject(stranger);
    expect(await problemOf(await send(`${path}/delete`, {}))).toMatchObject(stranger);
    expect(owner.shopper.addresses).toMatchObject([{ city: 'Dublin' }]);
  });

  test('When the id is none at all, then it is a 404', async () => {
    const response = await clientOf(world, world.signIn().cookie).send('/addresses/1%27--/delete', {});
    expect(await problemOf(response)).toMatchObject({ status: 404, code: 'address-not-found' });
  });

  test.each([
    ['name', ''],
    ['name', 'x'.repeat(101)],
    ['line1', ''],
    ['line1', 'x'.repeat(121)],
    ['line2', 'x'.repeat(121)],
    ['postalCode', ''],
    ['postalCode', '1'.repeat(17)],
    ['city', ' '],
    ['city', 'x\0'],
    ['country', ''],
    ['country', 'Ireland'],
    ['country', null],
  ])('When %s is %j, then the problem names it', async (path, value) => {
    const response = await clientOf(world, world.signIn().cookie).send('/addresses', { ...home, [path]: value });
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ status: 400, code: 'invalid-input' });
    expect(problem.errors.map((error: { path: string }) => error.path)).toEqual([path]);
  });

  test('When a plain edit is refused, then the page knows which address it was', async () => {
    const { cookie, shopper } = world.signIn();
    await clientOf(world, cookie).send('/addresses', home);
    const id = shopper.addresses[0]?.id as string;
    const refused = await clientOf(world, cookie).submit(`/addresses/${id}`, { ...home, id, city: '' });
    const { form } = await (await clientOf(world, cookiesAfter(cookie, refused)).get('/screens/account')).json();
    expect(form).toMatchObject({ name: 'address', values: { id, line1: home.line1 }, errors: [{ path: 'city' }] });
  });
});

test('When boxes are ticked in a plain form, then those are on and the others off', async () => {
  const { cookie, shopper } = world.signIn();
  const response = await clientOf(world, cookie).submit('/preferences', { newsByEmail: 'on' });
  expect(response.headers.get('location')).toBe('/account?saved=preferences#preferences');
  expect(shopper.preferences).toEqual({ orderUpdatesByEmail: false, orderUpdatesInApp: false, newsByEmail: true });
});

describe('notifications', () => {
  test('When all are marked as read, then none is unread', async () => {
    const { cookie } = world.signIn();
    expect(await (await clientOf(world, cookie).send('/notifications/read', {})).json()).toEqual({ unread: 0 });
  });

  test('When the id is none at all, then it is a 400', async () => {
    const response = await clientOf(world, world.signIn().cookie).send('/notifications/read', { id: 'x' });
    expect(await problemOf(response)).toMatchObject({ status: 400, errors: [{ path: 'id' }] });
  });
});

test.each(['/profile', '/addresses', '/preferences', '/notifications/read'])(
  'When a guest posts to %s, then it is a 401',
  async (path) => {
    const body = { ...home, email: 'a@example.com' };
    expect(await problemOf(await clientOf(world).send(path, body))).toMatchObject({ status: 401 });
  },
);

test('When another site posts, then it is refused', async () => {
  const response = await fetch(`${world.url}/preferences`, {
    method: 'POST',
    headers: { cookie: world.signIn().cookie, 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' },
    body: '{}',
  });
  expect(await problemOf(response)).toMatchObject({ status: 403, code: 'cross-origin' });
});
