/** `degraded` serves without something; `starting` answers that it is not ready yet; `down` does not answer. */
type PartState = 'ready' | 'degraded' | 'starting' | 'down';
export interface Parts {
  readonly status: 'ready' | 'not-ready';
  readonly parts: Readonly<Record<string, PartState>>;
}

const DEADLINE_MS = 2_000;
/** Anyone may ask, and each answer asks everyone: so often at most. */
const KEPT_MS = 500;
/** Who waits for the shop to start asks often. */
const NOT_READY_KEPT_MS = 100;

async function stateOf(baseUrl: string): Promise<PartState> {
  try {
    const response = await fetch(new URL('/health/ready', baseUrl), { signal: AbortSignal.timeout(DEADLINE_MS) });
    const answer = await response.text();
    if (!response.ok) return 'starting';
    const { degraded = [] }: { degraded?: readonly string[] } = JSON.parse(answer);
    return degraded.length > 0 ? 'degraded' : 'ready';
  } catch {
    return 'down';
  }
}

async function askAll(urls: Readonly<Record<string, string>>): Promise<Parts> {
  const states = await Promise.all(
    Object.entries(urls).map(async ([part, url]) => [part, await stateOf(url)] as const),
  );
  const ready = states.every(([, state]) => state === 'ready' || state === 'degraded');
  return { status: ready ? 'ready' : 'not-ready', parts: { 'bff-shell': 'ready', ...Object.fromEntries(states) } };
}

/** Whether the whole shop serves. */
export function getParts(urls: Readonly<Record<string, string>>): () => Promise<Parts> {
  let last: Promise<Parts> | undefined;
  return () => {
    if (last) return last;
    last = askAll(urls);
    const forget = () => {
      last = undefined;
    };
    void last.then(({ status }) => setTimeout(forget, status === 'ready' ? KEPT_MS : NOT_READY_KEPT_MS).unref());
    return last;
  };
}
