import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onEachDatabase } from '@tessera/testing/databases';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectDatabase, type Database } from '../src/database.ts';

/** Stands between a client and its database: may cut all connections, or let nothing through without a word. */
async function startProxy(target: string) {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let silent = false;
  const forward = (from: Socket, to: Socket) =>
    from
      .on('data', (chunk) => silent || to.write(chunk))
      .on('error', () => {})
      .on('close', () => to.destroy());
  const server = createServer((client) => {
    const upstream = connect({ host: hostname, port: Number(port) });
    for (const socket of [client, upstream]) sockets.add(socket);
    forward(client, upstream);
    forward(upstream, client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut,
    silence: (on: boolean) => {
      silent = on;
    },
    close: () => {
      cut();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

onEachDatabase('A database that fails', (url) => {
  let proxy: Awaited<ReturnType<typeof startProxy>>;
  let database: Database<unknown>;
  const ask = () => sql<{ one: number }>`select 1 as one`.execute(database.db).then(({ rows }) => rows[0]?.one);
  const unavailable = { name: 'UpstreamUnavailable' };

  beforeAll(async () => {
    proxy = await startProxy(url());
    database = connectDatabase(proxy.url, { statementMs: 300 });
  });
  afterAll(async () => {
    await database.close();
    await proxy.close();
  });

  it('When it says nothing any more, then every call ends, and afterwards all is well', async () => {
    expect(await ask()).toBe(1);
    proxy.silence(true);
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, ask));
    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: unavailable });
    proxy.silence(false);
    await expect.poll(ask, { timeout: 5_000 }).toBe(1);
  });

  it('When its connections are cut in a transaction, then the caller is told, and the next one gets a new connection', async () => {
    const cut = database.db.transaction().execute(async (trx) => {
      await sql`select 1`.execute(trx);
      proxy.cut();
      await sql`select 1`.execute(trx);
    });
    await expect(cut).rejects.toMatchObject(unavailable);
    expect(await ask()).toBe(1);
  });

  it('When there is nothing at its address, then it is unavailable', async () => {
    const nowhere = new URL(url());
    nowhere.host = '127.0.0.1:1';
    const away = connectDatabase(nowhere.href);
    await expect(away.check()).rejects.toMatchObject(unavailable);
    await away.close();
  });

  it('When a statement is wrong, then that is no outage', async () => {
    await expect(sql`select from where`.execute(database.db)).rejects.not.toMatchObject(unavailable);
  });
});
