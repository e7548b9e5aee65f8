import { cartApi } from '@tessera/contracts/api/cart';
import type { Authenticate, Customer, Guest } from '@tessera/service-kit/caller';
import { implement } from '@tessera/service-kit/routes';
import type { Express } from 'express';
import type { CartOwner } from '../domain/cart-repository.ts';
import type { changeCart } from '../use-cases/change-cart.ts';
import type { checkOut } from '../use-cases/check-out.ts';
import type { mergeCarts } from '../use-cases/merge-carts.ts';

type UseCases = ReturnType<typeof changeCart> & {
  checkOut: ReturnType<typeof checkOut>;
  mergeCarts: ReturnType<typeof mergeCarts>;
};

const ownerOf = (caller: Guest | Customer): CartOwner =>
  caller.kind === 'customer' ? { kind: 'customer', id: caller.userId } : { kind: 'guest', id: caller.guestId };

export const routes = (carts: UseCases, authenticate: Authenticate) => (app: Express) =>
  implement(
    app,
    cartApi,
    {
      getCart: ({ caller }) => carts.getCart(ownerOf(caller)),
      addItem: ({ caller, body }) => carts.addItem(ownerOf(caller), body),
      setItem: ({ caller, params, body }) => carts.setItem(ownerOf(caller), { ...params, ...body }),
      removeItem: ({ caller, params }) => carts.removeItem(ownerOf(caller), params.productId),
      merge: ({ caller, body }) => carts.mergeCarts(caller.userId, body.guestId),
      checkout: ({ caller, body }) => carts.checkOut(ownerOf(caller), body),
    },
    { authenticate },
  );
