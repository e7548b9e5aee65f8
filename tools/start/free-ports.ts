import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Addresses, Part } from './addresses.ts';

/** The processes of a Tessera that was killed a moment ago are on their way out: each at its next turn of the event loop. */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 100;

/** Rejects, naming every port that somebody else holds. */
export async function requireFreePorts(addresses: Addresses): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  let taken = await takenOf(addresses);
  while (taken.length > 0 && Date.now() < until) {
    await sleep(PAUSE_MS);
    taken = await takenOf(addresses);
  }
  if (taken.length === 0) return;
  throw new Error(
    `Port ${taken.join(', ')} is taken. Stop what listens there, or start elsewhere: PORT=9000 npm start (the other ports follow).`,
  );
}

async function takenOf(addresses: Addresses): Promise<string[]> {
  const parts = Object.entries(addresses) as [Part, number][];
  const states = await Promise.all(
    parts.map(async ([part, port]) => ((await isFree(port)) ? [] : [`${port} (${part})`])),
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
