import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { round } from './tessera.ts';

const IDLE_MS = 15_000;

/** Proportional set size (shared pages counted once) of the starter and all of its descendants, after a quiet while. Linux. */
export async function measureMemory(pid: number): Promise<Record<string, object>> {
  await pause(IDLE_MS);
  const rows = Object.fromEntries(treeOf(pid).map((id) => [`${nameOf(id)} (${id})`, { MB: pssOf(id) }]));
  const total = Object.values(rows).reduce((sum, { MB }) => sum + MB, 0);
  return { ...rows, total: { MB: round(total, 0) } };
}

function treeOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((entry) => ({ id: Number(entry), parent: parentOf(Number(entry)) }));
  const below = (id: number): number[] => [
    id,
    ...parents.filter(({ parent }) => parent === id).flatMap((child) => below(child.id)),
  ];
  return below(pid);
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined; // Ended while we looked.
  }
}

const nameOf = (pid: number): string =>
  readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    .split('\0')
    .filter((part) => /\.[mc]?[jt]s$/.test(part))
    .at(-1)
    ?.split('/')
    .slice(-2)
    .join('/') ?? 'process';

const pssOf = (pid: number): number =>
  round(Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]) / 1024, 0);
