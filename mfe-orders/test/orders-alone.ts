import type { Order } from '@tessera/contracts/api/order';
import { openRemote } from '@tessera/remote-kit/remote-in-browser';

/** The orders remote in the stand-in shell, built as it would be released. */
export async function openOrdersAlone() {
  process.env.NODE_ENV = 'production';
  const remote = await openRemote(new URL('..', import.meta.url).pathname);
  return {
    ...remote,
    open: (path: string, javaScriptEnabled = true) => remote.open(path, { javaScriptEnabled }),
    /** Puts the stand-in BFF into a known state: two products in the cart and an order that is paid. */
    async standIn(state: { cart?: 'empty'; order?: Partial<Order>; pays?: string[] } = {}) {
      await fetch(`${remote.url}/api/orders/stand-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(state),
      });
    },
  };
}
