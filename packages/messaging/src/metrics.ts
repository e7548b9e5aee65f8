import { Counter } from 'prom-client';

// In prom-client's global registry: queues belong to the process, whichever services live in it.
export const published = new Counter({
  name: 'events_published_total',
  help: 'Events that the broker confirmed',
  labelNames: ['type'],
});
export const unrouted = new Counter({
  name: 'events_unrouted_total',
  help: 'Events that no queue was bound for; they wait in tessera.unrouted.<type>',
  labelNames: ['type'],
});
export const consumed = new Counter({
  name: 'events_consumed_total',
  help: 'Deliveries by what became of them: done, retried, dead',
  labelNames: ['queue', 'result'],
});
export const relayFailures = new Counter({
  name: 'outbox_relay_failures_total',
  help: 'Rounds of an outbox relay that failed and will be repeated',
  labelNames: ['relay'],
});
