import { id } from '@tessera/contracts/primitives';
import { DomainError } from '@tessera/service-kit/problem-error';
import { z } from 'zod';
import type { Webhook } from '../domain/payment-provider.ts';
import type { PaypalClient } from './paypal-client.ts';
import { loggable } from './paypal-error.ts';

/** What PayPal signs a message with: https://developer.paypal.com/api/rest/webhooks/rest */
const signature = z.object({
  'paypal-auth-algo': z.string().max(100),
  'paypal-cert-url': z.url({ protocol: /^https?$/ }).max(500),
  'paypal-transmission-id': z.string().max(100),
  'paypal-transmission-sig': z.string().max(1_000),
  'paypal-transmission-time': z.string().max(50),
});
const message = z.object({
  id: z.string().min(1).max(255),
  event_type: z.string(),
  resource: z.object({
    custom_id: z.string().optional(),
    links: z.array(z.object({ rel: z.string(), href: z.string() })).optional(),
    purchase_units: z.array(z.object({ custom_id: z.string().optional() })).optional(),
  }),
});

/** PayPal itself says whether a message is its own: `POST /v1/notifications/verify-webhook-signature`. */
export function createPaypalWebhook({ client, webhookId }: { client: PaypalClient; webhookId: string }): Webhook {
  const isPaypals = loggable(async (body: string, head: z.infer<typeof signature>): Promise<boolean> => {
    const request = client.getRequestBuilderFactory()('POST', '/v1/notifications/verify-webhook-signature');
    const facts = JSON.stringify({
      auth_algo: head['paypal-auth-algo'],
      cert_url: head['paypal-cert-url'],
      transmission_id: head['paypal-transmission-id'],
      transmission_sig: head['paypal-transmission-sig'],
      transmission_time: head['paypal-transmission-time'],
      webhook_id: webhookId,
    });
    // The message goes back byte for byte: the signature is over how it was written, not over what it means.
    request.text(`${facts.slice(0, -1)},"webhook_event":${body}}`);
    request.header('Content-Type', 'application/json');
    request.authenticate([{ oauth2: true }]);
    const answer: unknown = JSON.parse((await request.callAsText()).result);
    return z.object({ verification_status: z.literal('SUCCESS') }).safeParse(answer).success;
  });

  return {
    async read(body, headers) {
      const text = body.toString('utf8');
      const head = signature.safeParse(headers);
      const event = message.safeParse(json(text));
      if (!head.success || !event.success || !(await isPaypals(text, head.data))) {
        throw new DomainError('webhook-forged', 'This is not a message of PayPal.');
      }
      const { id: eventId, event_type: type, resource } = event.data;
      const ours = id.safeParse(resource.custom_id ?? resource.purchase_units?.[0]?.custom_id).data;
      // A refund leads up to its capture; one of the dashboard says nothing of us.
      const up = resource.links?.find(({ rel }) => rel === 'up')?.href;
      const capture = /\/captures\/([^/?]+)$/.exec(up ?? '')?.[1];
      // A refund carries the refund's id where orders and captures carry the payment's.
      return {
        id: eventId,
        ofRefund: /REFUND|REVERSED/.test(type),
        ...(ours && { paymentId: ours, refundId: ours }),
        ...(capture && { capture }),
      };
    },
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
