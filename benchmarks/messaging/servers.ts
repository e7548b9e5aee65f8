import { execFileSync } from 'node:child_process';
import { createMessagingTables } from '@tessera/messaging/sql-outbox';
import { connectDatabase, migrate } from '@tessera/service-kit/database';
import { sql } from 'kysely';

export interface Servers {
  readonly brokerUrl: string;
  readonly databaseUrl: string;
  remove(): Promise<void>;
}

const NAME = `tessera_bench_${process.pid}`;

/** An empty database with an outbox, and an empty virtual host. */
export async function openServers(env: NodeJS.ProcessEnv): Promise<Servers> {
  const brokerUrl = new URL(env.RABBITMQ_URL ?? 'amqp://guest:guest@127.0.0.1:5672');
  const databaseUrl = new URL(env.POSTGRES_URL ?? 'postgres://root@127.0.0.1:5432/postgres');
  const admin = connectDatabase(databaseUrl.href);
  const control = (...args: string[]) => execFileSync('rabbitmqctl', ['--quiet', ...args], { stdio: 'inherit' });
  const remove = async () => {
    await sql`drop database if exists ${sql.id(NAME)} with (force)`.execute(admin.db);
    await admin.close();
    control('delete_vhost', NAME);
  };

  control('add_vhost', NAME);
  control('set_permissions', '-p', NAME, decodeURIComponent(brokerUrl.username) || 'guest', '.*', '.*', '.*');
  await sql`create database ${sql.id(NAME)}`.execute(admin.db);
  brokerUrl.pathname = `/${NAME}`;
  databaseUrl.pathname = `/${NAME}`;

  await migrate(databaseUrl.href, {
    '000-messaging': { up: createMessagingTables },
    '001-effect': { up: (db) => db.schema.createTable('effect').addColumn('event_id', 'varchar(36)').execute() },
  });
  return { brokerUrl: brokerUrl.href, databaseUrl: databaseUrl.href, remove };
}
