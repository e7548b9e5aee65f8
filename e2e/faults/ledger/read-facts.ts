import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { connect as connectAmqp } from 'amqplib';
import { createPool } from 'mysql2/promise';
import pg from 'pg';
import { createClient } from 'redis';
import type { Plant } from '../plant/plant.ts';
import { DATABASES } from '../plant/services.ts';
import type { Shelf } from '../shoppers/shelf.ts';
import type { Entry } from '../shoppers/shopper.ts';
import type { Facts, OrderFact, PaymentFact } from './facts.ts';

/** Reads from the servers themselves, past every service and proxy. */
export interface Auditor {
  read(shelf: Shelf, entries: readonly Entry[]): Promise<Facts>;
  /** For what a case wants to watch from outside. */
  readonly sql: {
    product(text: string, values?: unknown[]): Promise<any[]>;
    payment(text: string, values?: unknown[]): Promise<any[]>;
    order(text: string, values?: unknown[]): Promise<any[]>;
  };
  readonly urls: {
    readonly product: string;
    readonly payment: string;
    readonly order: string;
    readonly rabbitmq: string;
  };
  /** Messages ready in a queue; undefined when there is none of that name. */
  depth(queue: string): Promise<number | undefined>;
  /** Empties a queue; resolves to how many there were. */
  purge(queue: string): Promise<number>;
  close(): Promise<void>;
}

export async function createAuditor(plant: Plant): Promise<Auditor> {
  const { servers } = plant;
  const urls = {
    product: `postgres://root@127.0.0.1:${servers.postgres.port}/${DATABASES.product}`,
    payment: `postgres://root@127.0.0.1:${servers.postgres.port}/${DATABASES.payment}`,
    order: `mysql://root@127.0.0.1:${servers.mariadb.port}/${DATABASES.order}`,
    rabbitmq: `amqp://guest:guest@127.0.0.1:${servers.rabbitmq.port}`,
  };
  const pools = {
    product: new pg.Pool({ connectionString: urls.product, max: 2 }),
    payment: new pg.Pool({ connectionString: urls.payment, max: 2 }),
  };
  for (const pool of Object.values(pools)) pool.on('error', () => {});
  const orders = createPool({ uri: urls.order, connectionLimit: 2 });
  const sql: Auditor['sql'] = {
    product: async (text, values) => (await pools.product.query(text, values)).rows,
    payment: async (text, values) => (await pools.payment.query(text, values)).rows,
    order: async (text, values) => (await orders.query(text, values))[0] as any[],
  };
  const count = async (rows: Promise<any[]>) => Number((await rows)[0]?.n ?? 0);

  const readOrders = async (shelf: Shelf): Promise<OrderFact[]> => {
    const own = new Set(shelf.products.map(({ id }) => id));
    const rows = await sql.order('SELECT * FROM orders');
    return rows.map(toOrderFact).filter(({ lines }) => lines.some(({ productId }) => own.has(productId)));
  };
  const readPayments = async (orderIds: ReadonlySet<string>): Promise<PaymentFact[]> =>
    (
      await sql.payment(
        `SELECT p.*, (SELECT coalesce(sum(r.amount), 0) FROM refunds r WHERE r.payment_id = p.id AND r.status = 'succeeded')
           AS given_back FROM payments p`,
      )
    )
      .map(toPaymentFact)
      .filter(({ orderId }) => orderIds.has(orderId));

  const inRedis = async <T>(work: (client: ReturnType<typeof createClient>) => Promise<T>): Promise<T> => {
    const client = createClient({
      url: `redis://127.0.0.1:${servers.redis.port}`,
      socket: { reconnectStrategy: false },
    });
    client.on('error', () => {});
    await client.connect();
    return work(client as ReturnType<typeof createClient>).finally(() => client.destroy());
  };
  const onBroker = async <T>(work: (channel: any) => Promise<T>): Promise<T> => {
    const connection = await connectAmqp(urls.rabbitmq, { timeout: 5_000 });
    connection.on('error', () => {});
    try {
      const channel = await connection.createChannel();
      channel.on('error', () => {});
      return await work(channel);
    } finally {
      await connection.close().catch(() => {});
    }
  };
  const readQueues = async (): Promise<Record<string, number>> => {
    const listed = await servers.rabbitmq.control('list_queues', 'name', 'messages', '--no-table-headers');
    const lines = listed.trim().split('\n').filter(Boolean);
    return Object.fromEntries(
      lines.map((line) => line.split('\t')).map(([name = '', messages]) => [name, Number(messages)]),
    );
  };

  const readWaiting = async (shelf: Shelf) => ({
    'outbox of product': await count(sql.product('SELECT count(*) AS n FROM outbox')),
    'outbox of payment': await count(sql.payment('SELECT count(*) AS n FROM outbox')),
    'outbox of order': await count(sql.order('SELECT count(*) AS n FROM outbox')),
    'payment tasks of order': await count(sql.order('SELECT count(*) AS n FROM payment_tasks')),
    'due payments': await count(sql.payment('SELECT count(*) AS n FROM payments WHERE todo IS NOT NULL')),
    'refunds to be made': await count(sql.payment("SELECT count(*) AS n FROM refunds WHERE status = 'pending'")),
    'held reservations': await count(
      sql.product(
        `SELECT count(*) AS n FROM reservations r WHERE status = 'held' AND EXISTS
           (SELECT 1 FROM jsonb_array_elements(r.lines) l WHERE l->>'productId' = ANY($1))`,
        [shelf.products.map(({ id }) => id)],
      ),
    ),
    ...(await inRedis(async (redis) => ({
      'outbox of cart': await redis.lLen('tessera:cart:outbox'),
      'outbox of notification': await redis.lLen('tessera:notification:outbox'),
      'mails of notification': await redis.zCard('tessera:notification:mails'),
    }))),
  });

  return {
    sql,
    urls,
    async read(shelf, entries) {
      const [found, waiting] = await Promise.all([readOrders(shelf), readWaiting(shelf)]);
      // The broker last: what has left an outbox is in a queue or has been consumed.
      const queues = await readQueues();
      const isDead = (name: string) => name.endsWith('.dead');
      const live = Object.entries(queues).filter(([name]) => !isDead(name) && !name.startsWith(UNROUTED));
      const unrouted = Object.entries(queues).filter(([name]) => name.startsWith(UNROUTED));
      const ids = new Set([...found.map(({ id }) => id), ...entries.flatMap(({ acknowledged }) => [...acknowledged])]);
      const reservations = await sql.product('SELECT order_id, status, lines FROM reservations');
      const own = new Set(shelf.products.map(({ id }) => id));
      const ownReservations = reservations.filter(({ lines }) => lines.some((line: any) => own.has(line.productId)));
      for (const { order_id: orderId } of ownReservations) ids.add(orderId);
      const stock = await sql.product('SELECT id, on_hand, reserved FROM products WHERE id = ANY($1)', [[...own]]);
      return {
        entries,
        orders: found,
        payments: await readPayments(ids),
        products: shelf.products.map(({ id, stock: before }) => {
          const row = stock.find((each) => each.id === id);
          return { id, before, onHand: row?.on_hand ?? 0, reserved: row?.reserved ?? 0 };
        }),
        reservations: ownReservations.map(({ order_id: orderId, status }) => ({ orderId, status })),
        waiting: {
          ...waiting,
          ...Object.fromEntries(live.map(([name, messages]) => [`queue ${name}`, messages])),
        },
        dead: Object.fromEntries(Object.entries(queues).filter(([name, messages]) => isDead(name) && messages > 0)),
        unrouted: Object.fromEntries(unrouted.map(([name, messages]) => [name.slice(UNROUTED.length), messages])),
        mails: readMails(path.join(plant.folder, 'data', 'mailbox.sqlite')),
      };
    },
    depth: async (queue) =>
      onBroker(async (channel) => {
        try {
          return (await channel.checkQueue(queue)).messageCount;
        } catch {
          return undefined;
        }
      }),
    purge: (queue) => onBroker(async (channel) => (await channel.purgeQueue(queue)).messageCount),
    close: async () => {
      await Promise.allSettled([pools.product.end(), pools.payment.end(), orders.end()]);
    },
  };
}

/** Where the broker keeps events of types that nobody is bound for. */
const UNROUTED = 'tessera.unrouted.';

const parsed = (json: unknown): any => (typeof json === 'string' ? JSON.parse(json) : json);

function toOrderFact(row: any): OrderFact {
  return {
    id: row.id,
    number: row.number,
    guestId: row.guest_id,
    status: row.status,
    total: Number(row.total),
    refunded: Number(row.refunded ?? 0),
    lines: parsed(row.order_lines),
    returned: parsed(row.returns ?? '[]')
      .filter(({ status }: { status: string }) => status === 'received')
      .flatMap(({ lines }: { lines: unknown[] }) => lines),
    refunds: parsed(row.refunds ?? '[]').map(({ amount, status }: any) => ({ amount: amount.amount, status })),
    history: parsed(row.status_history).map(({ status }: { status: string }) => status),
  };
}

function toPaymentFact(row: any): PaymentFact {
  const amount = Number(row.amount);
  return {
    orderId: row.order_id,
    status: row.status,
    amount,
    captured: row.capture === null ? 0 : amount,
    refunded: Number(row.refunded),
    givenBack: Number(row.given_back),
  };
}

function readMails(file: string): Facts['mails'] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return db
      .prepare('SELECT body FROM mail')
      .all()
      .map((row) => JSON.parse(String(row.body)));
  } finally {
    db.close();
  }
}
