import { Client, Environment } from '@paypal/paypal-server-sdk';

interface Options {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly environment: 'sandbox' | 'live';
  /** In place of PayPal's own address. */
  readonly apiUrl: string | undefined;
  readonly deadlineMs: number;
}
export type PaypalClient = ReturnType<typeof createPaypalClient>;

/** Retries once by itself: each creating call carries a `PayPal-Request-Id`. */
export function createPaypalClient({ clientId, clientSecret, environment, apiUrl, deadlineMs }: Options) {
  // The SDK has no setting for another address; its requests can be changed before they are sent.
  class PointedClient extends Client {
    override getRequestBuilderFactory() {
      const create = super.getRequestBuilderFactory();
      if (!apiUrl) return create;
      return ((...args: Parameters<typeof create>) => {
        const builder = create(...args);
        builder.interceptRequest((request) => {
          const { pathname, search } = new URL(request.url);
          return { ...request, url: `${apiUrl.replace(/\/$/, '')}${pathname}${search}` };
        });
        return builder;
      }) as typeof create;
    }
  }
  return new PointedClient({
    environment: environment === 'live' ? Environment.Production : Environment.Sandbox,
    clientCredentialsAuthCredentials: { oAuthClientId: clientId, oAuthClientSecret: clientSecret },
    timeout: deadlineMs,
    httpClientOptions: {
      timeout: deadlineMs,
      retryConfig: {
        maxNumberOfRetries: 1,
        retryOnTimeout: true,
        retryInterval: 0.3,
        maximumRetryWaitTime: 2,
        backoffFactor: 2,
        httpStatusCodesToRetry: [429, 500, 502, 503, 504],
        httpMethodsToRetry: ['GET', 'POST'],
      },
    },
  });
}
