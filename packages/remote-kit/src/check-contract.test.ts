import type { RenderRequest, RenderResult } from '@tessera/contracts/remote/server-entry';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { checkContract } from './check-contract.ts';
import type { DevSetup, DevState } from './dev-setup.ts';

const declared = { tile: z.object({ id: z.string() }) };
const setup = (states: Record<string, DevState>): DevSetup => ({
  fragments: { tile: states },
  bff: () => Response.json({ name: 'Fern' }),
});
const good = { props: { id: '7' } };

const check = (
  states: Record<string, DevState>,
  render: (request: RenderRequest) => unknown = () => ({ html: '<p>Fern</p>' }),
) => checkContract('garden', { render: async (request) => render(request) as RenderResult }, setup(states), declared);

test('When every state renders as the contract says, the release passes, with the state and the BFF that were said', async () => {
  const seen: unknown[] = [];

  await check(
    { loaded: { ...good, url: '/garden?page=2', state: { notifications: { unread: 3 } } } },
    async (request) => {
      seen.push(request.url, request.state.notifications, await (await request.api('/screens/tile')).json());
      return { html: '<p>Fern</p>', state: { name: 'Fern' }, page: { title: 'Fern' } };
    },
  );

  expect(seen).toEqual(['/garden?page=2', { unread: 3 }, { name: 'Fern' }]);
});

test.each<[string, Record<string, DevState>, (() => unknown) | undefined, string]>([
  ['a fragment has no state', {}, undefined, 'garden/tile has no state in src/dev.ts'],
  ['props do not fit', { a: { props: { id: 7 } } }, undefined, 'state "a": its props do not fit the contract'],
  ['a result does not fit', { a: good }, () => ({ html: 7 }), 'its result does not fit the contract'],
  [
    'a render throws',
    { a: good },
    () => {
      throw new Error('no fragment tile');
    },
    'render threw "no fragment tile"',
  ],
  ['there is no HTML', { a: good }, () => ({ html: ' <!--v-if-->' }), "say server: 'nothing'"],
  [
    'the status is the server’s fault',
    { a: good },
    () => ({ html: '<p>', page: { status: 500 } }),
    'its status is 500',
  ],
  ['it leads away', { a: good }, () => ({ html: '', page: { redirect: '/x' } }), 'it redirects to /x'],
  ['it does not lead away', { a: { ...good, server: 'redirect' } }, undefined, 'it gave no redirect'],
  ['it does not fail', { a: { ...good, server: 'fails' } }, undefined, 'it rendered'],
])('When %s, the release is refused and the fault is named', async (_, states, render, message) => {
  const checked = check(states, render);
  await expect(checked).rejects.toThrow('The release breaks its contract');
  await expect(checked).rejects.toThrow(message);
});

test('When a state says that nothing, a redirect or a failure is right, it is', async () => {
  await check({ a: { ...good, server: 'nothing' } }, () => ({ html: '' }));
  await check({ a: { ...good, server: 'redirect' } }, () => ({ html: '', page: { redirect: '/x' } }));
  await check({ a: { ...good, server: 'waits' } }, () => new Promise(() => {}));
  await check({ a: { ...good, server: 'fails' } }, () => {
    throw new Error('503');
  });
});

test('When src/dev.ts has a fragment that nobody declared, the fault names it', async () => {
  const more: DevSetup = { ...setup({ a: good }), fragments: { tile: { a: good }, shed: { a: good } } };

  await expect(checkContract('garden', { render: async () => ({ html: '<p>' }) }, more, declared)).rejects.toThrow(
    'garden/shed is in src/dev.ts',
  );
});

test('When a render never ends, the release is refused after a deadline', async () => {
  await expect(check({ a: good }, () => new Promise(() => {}))).rejects.toThrow('nothing after 3000 ms');
});
