/** What a shopper does on a provider's page; leads back to the shop unless the page asks again. */
export async function choose(redirectUrl: string, choice: string): Promise<string | null> {
  const answer = await fetch(redirectUrl, {
    method: 'POST',
    body: new URLSearchParams({ choice }),
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
  });
  await answer.arrayBuffer();
  return answer.headers.get('location');
}

/** The buttons of each provider's page. */
export const CHOICES = {
  stripe: { pay: 'pay', declined: 'decline' },
  paypal: { pay: 'approve', declined: 'approve-declining' },
} as const;
