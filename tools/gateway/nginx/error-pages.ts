import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FAULTS_WITH_PAGE, faultPage } from '../fault-page.ts';
import { FAULTS } from '../faults.ts';
import { type Fault, problemBody } from '../problem.ts';

/** What nginx calls it where that is not the status that is answered. */
const OWN_CODES: Readonly<Record<number, number>> = { 431: 494, 503: 502 };
const all: readonly Fault[] = Object.values(FAULTS);

/** Lines that lead to the answers below `/-/`. */
export const errorPages: readonly string[] = all.map(({ status }) => {
  const kind = FAULTS_WITH_PAGE.some((fault) => fault.status === status) ? '$fault_kind' : 'json';
  const own = OWN_CODES[status];
  return `error_page ${own ? `${own} =${status}` : status} /-/${status}.${kind};`;
});

/** Makes the folders that a configuration of this `folder` names, and writes its answers. */
export function prepareFolder(folder: string): void {
  const faults = path.join(folder, 'faults');
  mkdirSync(faults, { recursive: true });
  for (const fault of all) writeFileSync(path.join(faults, `${fault.status}.json`), problemBody(fault));
  for (const fault of FAULTS_WITH_PAGE) {
    for (const navigation of ['page', 'form'] as const) {
      writeFileSync(path.join(faults, `${fault.status}.${navigation}.html`), faultPage(fault, navigation));
    }
  }
}
