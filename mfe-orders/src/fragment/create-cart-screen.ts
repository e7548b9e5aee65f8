import type { CartChanged, CartScreen } from '@tessera/contracts/bff/orders';
import { type CartState, cartReplaced } from '@tessera/contracts/state/cart';
import { useShared } from '@tessera/remote-kit/solid-store';
import { type Accessor, createEffect, createSignal, on } from 'solid-js';
import { createScreen } from './create-screen.ts';
import { useEnvironment } from './environment.tsx';

/** A screen that shows the cart, kept in step with the shared store in both directions. */
export function createCartScreen<Screen extends CartScreen>(given: Accessor<Screen>, load: () => Promise<Screen>) {
  const { dispatch } = useEnvironment();
  const sharedVersion = useShared((state) => state.cart.version);
  const [screen, setScreen] = createScreen(given);
  const [stale, setStale] = createSignal(false);
  let shown = given().cart.version;
  let turn = 0;

  /** Only the answer to the last question counts; a failure keeps what is shown and says so. */
  const reload = async () => {
    const mine = ++turn;
    try {
      const next = await load();
      if (mine !== turn) return;
      shown = next.cart.version;
      setStale(false);
      setScreen(next);
      if (sharedVersion() !== shown) dispatch(cartReplaced(next.cart));
    } catch {
      if (mine === turn) setStale(true);
    }
  };
  /** The cart became this by the screen's own doing: the store follows, the screen stays. */
  const adopt = (cart: CartState) => {
    shown = cart.version;
    dispatch(cartReplaced(cart));
  };
  const changed = ({ cart }: CartChanged) => {
    adopt(cart);
    return reload();
  };
  // Another fragment or another tab of this page changed the cart.
  createEffect(on(sharedVersion, (version) => void (version !== shown && reload()), { defer: true }));

  return { screen, stale, reload, adopt, changed };
}
