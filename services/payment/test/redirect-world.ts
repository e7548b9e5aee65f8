import { newId } from '@tessera/service-kit/system';
import { startPaymentService } from './payment-service.ts';
import { PAYPAL_KEYS, startPaypal } from './stand-ins/paypal.ts';
import { CHOICES, choose } from './stand-ins/shopper.ts';
import { STRIPE_KEYS, startStripe } from './stand-ins/stripe.ts';

export type RedirectWorld = Awaited<ReturnType<typeof startRedirectWorld>>;

/** The whole service, a stand-in of one provider that tells it what happens, and a shopper before both. */
export async function startRedirectWorld(name: 'stripe' | 'paypal', databaseUrl: string) {
  let ahead = () => 0;
  const standIn = name === 'stripe' ? await startStripe({ now: () => Date.now() + ahead() }) : await startPaypal();
  const keys =
    name === 'stripe'
      ? { ...STRIPE_KEYS, STRIPE_API_URL: standIn.baseUrl }
      : { ...PAYPAL_KEYS, PAYPAL_API_URL: standIn.baseUrl };
  const service = await startPaymentService(databaseUrl, keys);
  ahead = () => service.clock.offsetMs;
  standIn.webhooks.url = `${service.baseUrl}/webhooks/${name}`;

  return {
    ...service,
    standIn,
    begin: (orderId = newId()) => service.start(orderId, name),
    sync: (id: string) => service.client.syncPayment({ params: { id } }),
    /** Where the provider sends the shopper on to; null when it does not take the payment. */
    pay: (redirectUrl: string | undefined) => choose(redirectUrl ?? '', CHOICES[name].pay),
    /** All that was not sent so far, the last first, each twice and at once; then what comes of that. */
    async deliverAll(): Promise<number[]> {
      const answers: number[] = [];
      for (let told = 0; told < standIn.messages.length; ) {
        const news = standIn.messages.slice(told).reverse() as never[];
        told += news.length;
        answers.push(...(await Promise.all([...news, ...news].map((message) => standIn.deliver(message)))));
      }
      return answers;
    },
    async close() {
      await service.close();
      await standIn.close();
    },
  };
}
