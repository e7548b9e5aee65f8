import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '@tessera/service-kit/system';
import { afterEach, beforeEach, describe } from 'vitest';
import { sqliteCartRepository } from '../src/adapters/sqlite-cart-repository.ts';
import { cartRepositorySuite, GUEST_CART_MS } from './cart-repository.suite.ts';

describe('Carts in SQLite', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tessera-carts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  cartRepositorySuite(async () =>
    sqliteCartRepository({
      file: path.join(folder, 'data', 'cart.sqlite'),
      guestCartMs: GUEST_CART_MS,
      clock: systemClock,
      sent: () => {},
    }),
  );
});
