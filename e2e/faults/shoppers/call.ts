/** An answer of HTTP; `body` is parsed when it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Whatever a service answers, spoilt ones too.
  readonly body: any;
}

interface Call {
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly withinMs?: number;
}

/** As long as a patient BFF would wait. */
const WITHIN_MS = 10_000;

/** One try; rejects when no whole answer came in time. */
export async function call(
  method: string,
  url: string,
  { headers, body, withinMs = WITHIN_MS }: Call = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(withinMs),
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: json && text ? JSON.parse(text) : text };
}
