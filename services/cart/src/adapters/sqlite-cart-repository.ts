import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { OutboxSource } from '@tessera/messaging/outbox-source';
import { emptyCart, type StoredCart } from '../domain/cart.ts';
import type { CartChange, CartOwner, CartRepository, CartsOf, Owners } from '../domain/cart-repository.ts';

interface Options {
  /** A file; its folder is made when missing. */
  readonly file: string;
  readonly guestCartMs: number;
  readonly clock: { now(): Date };
  readonly sent: () => void;
}

const keyOf = (owner: CartOwner) => `${owner.kind}:${owner.id}`;

/** For a single process: each change runs to its end before another starts, because nothing in it waits. */
export function sqliteCartRepository({
  file,
  guestCartMs,
  clock,
  sent,
}: Options): CartRepository & { outbox: OutboxSource } {
  mkdirSync(path.dirname(file), { recursive: true });
  const db = new DatabaseSync(file);
  db.exec(`
    pragma journal_mode = wal;
    pragma synchronous = normal;
    create table if not exists carts (owner text primary key, cart text not null, expires_at integer);
    create index if not exists carts_expires_at on carts (expires_at);
    create table if not exists outbox (id integer primary key autoincrement, envelope text not null);`);
  const select = db.prepare('select cart from carts where owner = ? and (expires_at is null or expires_at > ?)');
  const upsert = db.prepare('insert or replace into carts (owner, cart, expires_at) values (?, ?, ?)');
  const expire = db.prepare('delete from carts where expires_at <= ?');
  const append = db.prepare('insert into outbox (envelope) values (?)');
  const oldest = db.prepare('select id, envelope from outbox order by id limit ?');
  const forget = db.prepare('delete from outbox where id = ?');

  const read = (owner: CartOwner): StoredCart => {
    const row = select.get(keyOf(owner), clock.now().getTime());
    return row ? JSON.parse(String(row.cart)) : emptyCart;
  };
  const write = (owner: CartOwner, cart: StoredCart) => {
    const expiresAt = owner.kind === 'guest' ? clock.now().getTime() + guestCartMs : null;
    upsert.run(keyOf(owner), JSON.stringify(cart), expiresAt);
  };
  const transaction = <Result>(work: () => Result): Result => {
    db.exec('begin immediate');
    try {
      const result = work();
      db.exec('commit');
      return result;
    } catch (error) {
      db.exec('rollback');
      throw error;
    }
  };

  return {
    get: async (owner) => read(owner),

    async change<const O extends Owners>(owners: O, decide: (carts: CartsOf<O>) => CartChange<O>) {
      const stored = transaction(() => {
        const before = owners.map(read);
        const { carts, events = [] } = decide(before as unknown as CartsOf<O>);
        owners.forEach((owner, index) => {
          const cart = carts[index] as StoredCart;
          if (cart !== before[index]) write(owner, cart);
        });
        for (const envelope of events) append.run(JSON.stringify(envelope));
        expire.run(clock.now().getTime());
        return carts;
      });
      sent();
      return stored;
    },

    outbox: {
      async take(limit) {
        const rows = oldest.all(limit);
        return {
          envelopes: rows.map((row) => JSON.parse(String(row.envelope))),
          done: async () => transaction(() => rows.forEach((row) => forget.run(row.id as number))),
        };
      },
    },

    check: async () => void db.prepare('select 1').get(),
    close: async () => db.close(),
  };
}
