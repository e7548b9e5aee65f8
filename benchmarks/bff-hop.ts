// `node benchmarks/bff-hop.ts [requests a round]`: what one hop through a BFF costs in CPU time, beside the same hop
// through http-proxy-middleware as it comes and through nginx, round by round in turns. Prints tables; nothing fails.
import { Agent, get } from 'node:http';
import { type Measured, startNginx, startNode } from './bff-hop/processes.ts';

const ROUNDS = 5;
const AT_ONCE = 32;
const REQUESTS = Number(process.argv[2] ?? 4_000);

interface Round {
  readonly cpuMs: number;
  readonly seconds: number;
}

const origin = await startNode('origin');
const hops: Record<string, Measured> = {
  'http-proxy-middleware, default': await startNode('http-proxy-middleware', origin.url),
  'http-proxy-middleware, a connection each as version 3': await startNode('http-proxy-middleware-3', origin.url),
  'passage alone': await startNode('passage', origin.url),
  'passage in a whole BFF': await startNode('bff', origin.url),
  nginx: await startNginx(origin.url),
};
const rounds: Record<string, Round[]> = {};
try {
  const places = Object.entries({ 'direct (the origin itself)': origin, ...hops });
  for (const [, place] of places) await measure(place);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, place] of places) (rounds[name] ??= []).push(await measure(place));
  }
} finally {
  for (const each of [...Object.values(hops), origin]) await each.close();
}

const cpuOf = (name: string) => median((rounds[name] ?? []).map(({ cpuMs }) => cpuMs / REQUESTS));
const baseline = cpuOf('http-proxy-middleware, default');
console.table(
  Object.fromEntries(
    Object.entries(rounds).map(([name, measured]) => [
      name,
      {
        'CPU ms a request': cpuOf(name).toFixed(4),
        'of http-proxy-middleware': `${(cpuOf(name) / baseline).toFixed(2)} ×`,
        'requests/s': Math.round(median(measured.map(({ seconds }) => REQUESTS / seconds))),
      },
    ]),
  ),
);

/** As many requests over connections that are kept; the CPU time is that of the place only. */
async function measure(place: Measured): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const before = await place.cpuMs();
  const started = performance.now();
  let left = REQUESTS;
  const ask = async () => {
    while (left > 0) {
      left -= 1;
      await request(`${place.url}/products`, agent);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  const seconds = (performance.now() - started) / 1_000;
  agent.destroy();
  return { cpuMs: (await place.cpuMs()) - before, seconds };
}

function request(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
      response.resume().once('end', resolve).once('error', reject);
    }).once('error', reject);
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
