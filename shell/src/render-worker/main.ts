// One release's server container in a process of its own: what it breaks is this process.
import type { ServerEntry } from '@tessera/contracts/remote/server-entry';
import { bffFetch } from '../server/bff-fetch.ts';
import { createCookieJar } from '../server/cookie-jar.ts';
import { loadContainer } from './container.ts';
import type { FromWorker, RenderJob, ToWorker, WorkerRelease } from './messages.ts';
import { type WatchedApi, watchApi } from './watched-api.ts';

const running = new Map<number, { readonly deadline: AbortController; readonly calls: WatchedApi }>();
const loaded = Promise.withResolvers<ServerEntry>();
let memoryMb = Number.POSITIVE_INFINITY;

const send = process.send?.bind(process);
const answer = (message: FromWorker) => send?.(message);
const end = (error: string) => send?.({ type: 'ending', error } satisfies FromWorker, () => process.exit(1));
const describe = (error: unknown) => (error instanceof Error ? error.message : `It threw ${String(error)}`);

process.on('message', (message: ToWorker) => {
  if (message.type === 'load') void load(message.release);
  else if (message.type === 'render') void render(message.id, message.job);
  else if (message.type === 'abort') abort(message.id, message.deadlineMs);
  else measure(message.id);
});
process.on('disconnect', () => process.exit());
process.on('uncaughtException', (error) => {
  console.error(error);
  end(`It threw where nobody catches: ${describe(error)}`);
});
// Ctrl-C reaches every process; the shell says when this one has to go.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
// What the shell hears comes from here; some libraries tell whoever forked them that they are ready.
process.send = undefined;
process.kill = () => {
  throw new Error('A remote may not send signals');
};

async function load(release: WorkerRelease): Promise<void> {
  try {
    memoryMb = release.memoryMb;
    loaded.resolve(await loadContainer(release));
    // Node brings its fetch with the first call: not in a shopper's time.
    await fetch('data:,');
    answer({ type: 'loaded' });
  } catch (error) {
    end(describe(error));
  }
}

async function render(id: number, { request, bff }: RenderJob): Promise<void> {
  const server = await loaded.promise;
  const deadline = new AbortController();
  const cookies = createCookieJar(bff.cookie);
  const calls = watchApi(bffFetch(bff.url, { cookies, headers: bff.headers }, deadline.signal));
  running.set(id, { deadline, calls });
  try {
    const result = await server.render({ ...request, api: calls.api });
    if (running.has(id)) answer({ type: 'rendered', id, result, setCookies: cookies.setLines, bff: calls.state() });
  } catch (error) {
    // Also when the result can't be cloned.
    if (running.has(id)) answer({ type: 'failed', id, error: describe(error), bff: calls.state() });
  } finally {
    running.delete(id);
    endWhenOverfull();
  }
}

function abort(id: number, deadlineMs: number): void {
  const render = running.get(id);
  running.delete(id);
  // Asked before the abort: that lets its calls fail.
  const own = render?.calls.state() === 'well' && render.calls.ownMs() > deadlineMs / 2;
  answer({ type: 'aborted', id, own });
  render?.deadline.abort(new Error('The render’s deadline has passed'));
}

function measure(id: number): void {
  const { heapUsed, external, rss } = process.memoryUsage();
  answer({ type: 'measured', id, heapBytes: heapUsed + external, residentBytes: rss });
}

/** The process's own limit holds for its heap; buffers are outside of it. */
function endWhenOverfull(): void {
  const megabytes = Math.round(process.memoryUsage().arrayBuffers / 2 ** 20);
  if (megabytes > memoryMb) end(`It held ${megabytes} MB of buffers; ${memoryMb} are allowed`);
}
