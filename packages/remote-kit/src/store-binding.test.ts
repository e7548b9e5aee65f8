import { initialCart } from '@tessera/contracts/state/cart';
import { initialNotifications } from '@tessera/contracts/state/notifications';
import { initialPreferences } from '@tessera/contracts/state/preferences';
import { initialSession } from '@tessera/contracts/state/session';
import type { SharedState, SharedStore } from '@tessera/contracts/state/shared-state';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { SharedContext, useShared } from './react-store.ts';
import { follow } from './store-binding.ts';
import { shared } from './svelte-store.ts';

const serverState: SharedState = {
  session: initialSession,
  cart: initialCart,
  notifications: initialNotifications,
  preferences: initialPreferences,
};

function storeWith(initial: SharedState) {
  let state = initial;
  let listener = () => {};
  const store: SharedStore = {
    getState: () => state,
    dispatch: () => {},
    subscribe(listen) {
      listener = listen;
      return () => {
        listener = () => {};
      };
    },
  };
  const change = (part: Partial<SharedState>) => {
    state = { ...state, ...part };
    listener();
  };
  return { store, change };
}
const withCount = (count: number) => ({ cart: { ...initialCart, count } });

test('When the store has moved on since the server rendered, the listener hears of it at once', () => {
  const heard: number[] = [];

  follow(
    { serverState, store: storeWith({ ...serverState, ...withCount(3) }).store },
    (s) => s.cart.count,
    (n) => heard.push(n),
  );

  expect(heard).toEqual([3]);
});

test('When another part changes, the listener hears nothing; when its own does, once', () => {
  const { store, change } = storeWith(serverState);
  const heard: number[] = [];
  follow(
    { serverState, store },
    (s) => s.cart.count,
    (n) => heard.push(n),
  );

  change({ notifications: { unread: 5 } });
  change(withCount(2));

  expect(heard).toEqual([0, 2]);
});

test('When following has ended, changes are no longer heard', () => {
  const { store, change } = storeWith(serverState);
  const heard: number[] = [];
  const stop = follow(
    { serverState, store },
    (s) => s.cart.count,
    (n) => heard.push(n),
  );

  stop();
  change(withCount(2));

  expect(heard).toEqual([0]);
});

test('When Svelte subscribes, it sees what the server saw first and the live store once it is hydrated', async () => {
  const { store, change } = storeWith({ ...serverState, ...withCount(3) });
  const count = shared({ serverState, store }, (s) => s.cart.count);
  const seen: number[] = [];

  const stop = count.subscribe((n) => seen.push(n));
  expect(seen).toEqual([0]);
  await Promise.resolve();
  change({ notifications: { unread: 5 } });
  change(withCount(4));
  stop();
  change(withCount(5));

  expect(seen).toEqual([0, 3, 4]);
});

test('When a Svelte component is gone before the store was followed, it hears nothing', async () => {
  const { store } = storeWith({ ...serverState, ...withCount(3) });
  const listen = vi.fn();

  shared({ serverState, store }, (s) => s.cart.count).subscribe(listen)();
  await Promise.resolve();

  expect(listen.mock.calls).toEqual([[0]]);
});

const Count = () =>
  createElement(
    'b',
    null,
    useShared((state) => state.cart.count),
  );
const inReact = (source: Parameters<typeof SharedContext>[0]['value']) =>
  createElement(SharedContext, { value: source }, createElement(Count));

test('When React renders on the server, it shows the server’s state, whatever store there is', () => {
  const { store } = storeWith({ ...serverState, ...withCount(3) });

  expect(renderToString(inReact({ serverState }))).toBe('<b>0</b>');
  expect(renderToString(inReact({ serverState, store }))).toBe('<b>0</b>');
});

test('When a React component stands outside of the shared state, the fault says what it needs', () => {
  expect(() => renderToString(createElement(Count))).toThrow('useShared needs a SharedContext');
});
