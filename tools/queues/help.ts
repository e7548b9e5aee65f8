export const HELP = `npm run queues -- <command>

  list                                what waits in each queue, and how many dead letters it has
  show <queue> [--limit <n>]          its oldest dead letters and why they died; 20 by default
  replay <queue> [--id <event id>]    deliver them anew, all that are there now or one
          [--to <queue>]              … to another queue than where they died
  drop <queue> --id <event id>        delete one for good

<queue> is a consumer, such as notification.news, or tessera.unrouted.<event type>: events that no consumer was there for.
Each takes --json. RABBITMQ_URL says which broker; without it, it is the journal of npm start in $DATA_DIR, .data by default.

  npm run queues -- list
  npm run queues -- show notification.news
  RABBITMQ_URL=amqp://guest:guest@localhost:5672/tessera npm run queues -- replay notification.news
`;
