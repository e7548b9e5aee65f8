import express, { type Express } from 'express';
import type { createTakeWebhook } from '../use-cases/take-webhook.ts';

/** A signature is over the bytes, so these come before any parser. No message of a provider is as large. */
const rawBody = express.raw({ type: () => true, limit: '64kb' });

/** Called by providers, through the gateway. 200: seen to, or none of ours; 400: forged; 503: send it again. */
export function mountWebhookRoutes(
  app: Express,
  deps: { providers: Iterable<string>; takeWebhook: ReturnType<typeof createTakeWebhook> },
): void {
  for (const provider of deps.providers) {
    app.post(`/webhooks/${provider}`, rawBody, async (req, res) => {
      await deps.takeWebhook(provider, Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0), req.headers);
      res.json({ received: true });
    });
  }
}
