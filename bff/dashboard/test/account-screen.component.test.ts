import type { AccountScreen } from '@tessera/contracts/bff/dashboard';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clientOf } from './client.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const screenOf = async (cookie: string): Promise<AccountScreen> =>
  (await clientOf(world, cookie).get('/screens/account')).json();

test('When a shopper opens the account, then all its parts are there', async () => {
  const { cookie, user } = world.signIn();
  expect(await screenOf(cookie)).toEqual({
    profile: user,
    addresses: [],
    preferences: { orderUpdatesByEmail: true, orderUpdatesInApp: true, newsByEmail: false },
    notifications: { items: [], unread: 2 },
    form: null,
  });
});

test('When the notification service is down, then its parts are null and the rest is there', async () => {
  const { cookie, user } = world.signIn();
  world.notifications.state.down = true;
  expect(await screenOf(cookie)).toMatchObject({
    profile: user,
    addresses: [],
    preferences: null,
    notifications: null,
  });
});

test('When the user service is down, then the account is unavailable, not broken', async () => {
  const { cookie } = world.signIn();
  world.users.state.down = true;
  const response = await clientOf(world, cookie).get('/screens/account');
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ code: 'unavailable' });
});

test.each(['/screens/account', '/notifications'])('When a guest asks for %s, then it is a 401', async (path) => {
  const response = await clientOf(world).get(path);
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ code: 'unauthenticated' });
});

test('When a guest asks for the stream, then it ends without an error', async () => {
  expect((await clientOf(world).get('/notifications/stream')).status).toBe(204);
});

test('When a notification is sent, then it comes through the stream', async () => {
  const { cookie } = world.signIn();
  const response = await clientOf(world, cookie).get('/notifications/stream');
  expect(response.headers.get('content-type')).toMatch('text/event-stream');
  for (const stream of world.streams) stream.send('notification', { unread: 3 });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let received = '';
  while (!received.includes('\n\nevent: notification')) received += (await reader?.read())?.value;
  expect(received).toContain('data: {"unread":3}');
  await reader?.cancel();
  await expect.poll(() => world.streams.size).toBe(0);
});
