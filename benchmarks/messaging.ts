// `npm run bench:messaging`: the outbox relay beside a bare RabbitMQ client, and how long a commit takes to have its
// effect in another process. In a database and a virtual host of its own, both removed at the end.
// RABBITMQ_URL and POSTGRES_URL say which servers; rabbitmqctl has to be allowed to administrate the broker.
import { measureEffects } from './messaging/effects.ts';
import { measureRelay } from './messaging/relay.ts';
import { openServers } from './messaging/servers.ts';

const servers = await openServers(process.env);
try {
  print('Events per second from the outbox to confirmed, 10 000 a round, alternating', await measureRelay(servers));
  print('From commit to effect in another process, 100 events a second (ms)', await measureEffects(servers));
} finally {
  await servers.remove();
}

function print(title: string, rows: Record<string, object>): void {
  console.log(`\n${title}`);
  console.table(rows);
}
