import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FAULTS } from '../faults.ts';
import { type Fault, problemBody } from '../problem.ts';
import { UNAVAILABLE_PAGE } from '../unavailable-page.ts';

/** What nginx calls it where that is not the status that is answered. */
const OWN_CODES: Readonly<Record<number, number>> = { 431: 494, 503: 502 };
/** A person may be looking. */
const WITH_PAGE: readonly number[] = [FAULTS.unavailable.status, FAULTS.late.status];

const all: readonly Fault[] = Object.values(FAULTS);

/** Lines that lead to the answers below `/-/`. */
export const errorPages: readonly string[] = all.map(({ status }) => {
  const kind = WITH_PAGE.includes(status) ? '$fault_kind' : 'json';
  const own = OWN_CODES[status];
  return `error_page ${own ? `${own} =${status}` : status} /-/${status}.${kind};`;
});

/** Makes the folders that a configuration of this `folder` names, and writes its answers. */
export function prepareFolder(folder: string): void {
  const faults = path.join(folder, 'faults');
  mkdirSync(faults, { recursive: true });
  for (const fault of all) writeFileSync(path.join(faults, `${fault.status}.json`), problemBody(fault));
  for (const status of WITH_PAGE) writeFileSync(path.join(faults, `${status}.html`), UNAVAILABLE_PAGE);
}
