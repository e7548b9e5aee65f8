import { cartReplaced, initialCart } from '@tessera/contracts/state/cart';
import { initialNotifications, unreadChanged } from '@tessera/contracts/state/notifications';
import { initialPreferences, preferencesReplaced } from '@tessera/contracts/state/preferences';
import { initialSession, sessionReplaced } from '@tessera/contracts/state/session';
import type { SharedState } from '@tessera/contracts/state/shared-state';
import { describe, expect, it, vi } from 'vitest';
import { checkAction } from './check-action.ts';
import { createStore } from './create-store.ts';
import { createStoreFacade } from './create-store-facade.ts';

const initial: SharedState = {
  session: initialSession,
  cart: initialCart,
  notifications: initialNotifications,
  preferences: initialPreferences,
};
const cartOf = (version: number, count: number) => ({ version, count, lines: [], subtotal: null });

describe('the shared store', () => {
  it('When each action of the contracts is dispatched, then its slice is replaced and the others stay', () => {
    const store = createStore(initial);
    const user = { id: '1', name: 'Ada', email: 'ada@tessera.test', roles: ['customer'] };

    store.dispatch(sessionReplaced({ user }));
    store.dispatch(cartReplaced(cartOf(1, 3)));
    store.dispatch(unreadChanged({ unread: 2 }));
    store.dispatch(preferencesReplaced({ ...initialPreferences, theme: 'dark' }));

    expect(store.getState()).toEqual({
      session: { user },
      cart: cartOf(1, 3),
      notifications: { unread: 2 },
      preferences: { ...initialPreferences, theme: 'dark' },
    });
  });

  it('When an older answer about the cart arrives late, then the newer cart stays', () => {
    const store = createStore({ ...initial, cart: cartOf(5, 5) });
    store.dispatch(cartReplaced(cartOf(4, 4)));
    expect(store.getState().cart.count).toBe(5);
    store.dispatch(cartReplaced(cartOf(6, 6)));
    expect(store.getState().cart.count).toBe(6);
    store.dispatch(cartReplaced(initialCart));
    expect(store.getState().cart).toEqual(initialCart);
  });

  it('When two stores stand side by side, then what one is told the other does not know', () => {
    const [mine, yours] = [createStore(initial), createStore(initial)];
    mine.dispatch(unreadChanged({ unread: 9 }));
    expect(yours.getState().notifications.unread).toBe(0);
  });
});

describe("the store's facade", () => {
  it("When nothing is connected, then it answers from the server's state and asks once for the real store", () => {
    const load = vi.fn();
    const facade = createStoreFacade(initial, load);
    facade.dispatch(cartReplaced(cartOf(1, 1)));
    facade.dispatch(cartReplaced(cartOf(2, 2)));
    expect(facade.getState()).toBe(initial);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('When the store is connected, then waiting actions reach it in their order and old listeners hear of them', () => {
    const facade = createStoreFacade(initial, () => {});
    const seen: number[] = [];
    facade.subscribe(() => seen.push(facade.getState().cart.count));
    facade.dispatch(cartReplaced(cartOf(1, 1)));
    facade.dispatch(cartReplaced(cartOf(2, 2)));
    facade.connect(createStore(initial));
    facade.dispatch(cartReplaced(cartOf(3, 3)));
    expect(seen).toEqual([1, 2, 3]);
  });

  it('When a waiting action is refused, then it is reported and those after it still arrive', () => {
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    const facade = createStoreFacade(initial, () => {});
    facade.dispatch({ type: 'cart/replaced', payload: null } as never);
    facade.dispatch(cartReplaced(cartOf(2, 2)));
    facade.connect(createStore(initial, { check: checkAction }));
    vi.unstubAllGlobals();
    expect(reported).toHaveBeenCalledTimes(1);
    expect(facade.getState().cart.count).toBe(2);
  });

  it('When a listener unsubscribes, then it hears no more', () => {
    const facade = createStoreFacade(initial, () => {});
    facade.connect(createStore(initial));
    const listener = vi.fn();
    facade.subscribe(listener)();
    facade.dispatch(unreadChanged({ unread: 1 }));
    expect(listener).not.toHaveBeenCalled();
  });
});

describe('the check of actions in development', () => {
  const store = () => createStore(initial, { check: checkAction });
  const dispatch = (action: unknown) => store().dispatch(action as ReturnType<typeof cartReplaced>);

  it('When an action is one of the contract, then it passes', () => {
    const checked = store();
    checked.dispatch(cartReplaced(cartOf(1, 3)));
    checked.dispatch(sessionReplaced({ user: null }));
    checked.dispatch(unreadChanged({ unread: 2 }));
    checked.dispatch(preferencesReplaced(initialPreferences));
    expect(checked.getState().cart.count).toBe(3);
  });

  it('When nobody declared an action, then it is refused by its name, with those that there are', () => {
    expect(() => dispatch({ type: 'cart/emptied' })).toThrow(/"cart\/emptied" is no action.*cart\/replaced/);
    expect(() => dispatch({ type: 'constructor' })).toThrow('"constructor" is no action');
    expect(() => dispatch(null)).toThrow('is no action');
  });

  it('When a payload is malformed, then the fault names the action and the place', () => {
    const payload = { ...cartOf(1, 3), count: '3' };
    expect(() => dispatch({ type: 'cart/replaced', payload })).toThrow(/"cart\/replaced" is not[^]*at count/);
    expect(() => dispatch({ type: 'notifications/unread-changed', payload: { unread: 1, all: 2 } })).toThrow('"all"');
  });
});
