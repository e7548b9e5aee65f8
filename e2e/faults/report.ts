import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../tools/start/deployables.ts';

export interface Result {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** What failed, or why it was skipped. */
  readonly why?: string;
  readonly seconds: number;
}

const REPORT = path.join(ROOT, '.cache', 'reports', 'faults.json');

/** Counts, and writes the report that `npm test` reads. */
export function writeReport(seed: number, results: readonly Result[]) {
  const count = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const counts = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
  mkdirSync(path.dirname(REPORT), { recursive: true });
  writeFileSync(REPORT, JSON.stringify({ seed, ...counts, results }, null, 2));
  return counts;
}
