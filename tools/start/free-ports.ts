import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The processes of a Tessera that was killed a moment ago are on their way out: each at its next turn of the event loop. */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 100;

type Ports = Readonly<Record<string, number>>;

/** Rejects, naming every port that somebody else holds, and for whom it was. */
export async function requireFreePorts(ports: Ports): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  let taken = await takenOf(ports);
  while (taken.length > 0 && Date.now() < until) {
    await sleep(PAUSE_MS);
    taken = await takenOf(ports);
  }
  if (taken.length === 0) return;
  throw new Error(
    `Port ${taken.join(', ')} is taken. Stop what listens there, or start elsewhere: PORT=9000 npm start (the other ports follow).`,
  );
}

async function takenOf(ports: Ports): Promise<string[]> {
  const states = await Promise.all(
    Object.entries(ports).map(async ([part, port]) => ((await isFree(port)) ? [] : [`${port} (${part})`])),
  );
  return states.flat();
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
