import { Counter } from 'prom-client';

// In prom-client's global registry, like those of the queues.
export const webhooks = new Counter({
  name: 'payment_webhooks_total',
  help: 'Messages of payment providers by what became of them: processed, duplicate, ignored, forged, later',
  labelNames: ['provider', 'result'],
});
export const refundsFailed = new Counter({
  name: 'payment_refunds_failed_total',
  help: 'Refunds that a provider refused for good: docs/runbooks/payments.md',
  labelNames: ['provider'],
});
export const providerFailures = new Counter({
  name: 'payment_provider_failures_total',
  help: 'What jobs wanted of payment providers and could not get, by what it was for: it will be tried again',
  labelNames: ['kind'],
});
