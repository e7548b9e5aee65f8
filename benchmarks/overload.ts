// `node benchmarks/overload.ts`: what becomes of a service at five times the load that it can bear, with and without load
// shedding. Requests come at their own pace, whether answers do or not; one in ten is a write. Prints tables; nothing fails.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const SECONDS = 6;
/** Kept open, as the pools of gateways, BFFs and services are. */
const CONNECTIONS = 500;
const TIMES = 5;
const GIVE_UP_MS = 5_000;

interface Answer {
  readonly status: number;
  readonly ms: number;
  readonly write: boolean;
}

const capacity = await withService('off', measureCapacity);
console.log(
  `It can do ${Math.round(capacity)} requests/s; they come at ${Math.round(TIMES * capacity)}/s for ${SECONDS} s.`,
);
const rows: Record<string, object> = {
  'at half of what it can': summary(await withService('on', (port) => load(port, capacity / 2))),
  'at five times, shedding': summary(await withService('on', (port) => load(port, TIMES * capacity))),
  'at five times, not shedding': summary(await withService('off', (port) => load(port, TIMES * capacity))),
};
console.table(rows);

async function withService<Result>(shedding: 'on' | 'off', run: (port: number) => Promise<Result>): Promise<Result> {
  const child = fork(join(import.meta.dirname, 'overload', 'service.ts'), [shedding], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  try {
    return await run(port);
  } finally {
    const exited = once(child, 'exit');
    child.disconnect();
    await exited;
  }
}

async function measureCapacity(port: number): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const until = performance.now() + 3_000;
  let done = 0;
  const ask = async () => {
    for (; performance.now() < until; done += 1) await answerOf(port, agent, '/work');
  };
  await Promise.all(Array.from({ length: 20 }, ask));
  agent.destroy();
  return done / 3;
}

async function load(port: number, perSecond: number): Promise<Answer[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  await Promise.all(Array.from({ length: CONNECTIONS }, () => answerOf(port, agent, '/health/live')));
  const answers: Promise<Answer>[] = [];
  const started = performance.now();
  while (performance.now() - started < SECONDS * 1_000) {
    const due = ((performance.now() - started) / 1_000) * perSecond;
    while (answers.length < due) answers.push(answerOf(port, agent, '/work', answers.length % 10 === 0));
    await pause(1);
  }
  const all = await Promise.all(answers);
  agent.destroy();
  return all;
}

/** Status 0: none came before the client gave up. */
function answerOf(port: number, agent: Agent, path: string, write = false): Promise<Answer> {
  let started = performance.now();
  return new Promise((resolve) => {
    const end = (status: number) => resolve({ status, ms: performance.now() - started, write });
    const sent = request(
      {
        port,
        host: '127.0.0.1',
        path,
        method: write ? 'POST' : 'GET',
        agent,
        signal: AbortSignal.timeout(GIVE_UP_MS),
      },
      (response) =>
        response
          .resume()
          .once('end', () => end(response.statusCode ?? 0))
          .once('error', () => end(0)),
    );
    // From here on it is the service's time: before that it waited for a connection of this client.
    sent.once('socket', () => {
      started = performance.now();
    });
    sent.once('error', () => end(0)).end();
  });
}

function summary(answers: readonly Answer[]): object {
  const done = answers.filter(({ status }) => status === 200);
  const refused = answers.filter(({ status }) => status === 503);
  const writes = answers.filter(({ write }) => write);
  const share = (part: readonly Answer[], whole: readonly Answer[]) =>
    `${Math.round((100 * part.length) / whole.length)} %`;
  return {
    'done/s': Math.round(done.length / SECONDS),
    'p50 ms of done': percentile(done, 0.5),
    'p99 ms of done': percentile(done, 0.99),
    'p99 ms of refused': percentile(refused, 0.99),
    refused: share(refused, answers),
    'given up': share(
      answers.filter(({ status }) => status === 0),
      answers,
    ),
    'writes done': share(
      writes.filter(({ status }) => status === 200),
      writes,
    ),
  };
}

function percentile(answers: readonly Answer[], share: number): number | string {
  const sorted = answers.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length * share)] ?? 0) || '–';
}
