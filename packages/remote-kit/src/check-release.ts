import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Release } from '@tessera/contracts/remote/release';
import { checkContract } from './check-contract.ts';
import { loadContainer } from './load-container.ts';
import { loadDevSetup } from './load-dev-setup.ts';
import { checkBudget } from './release-budget.ts';
import { unscopedRules } from './scoped-styles.ts';

/** What a production build must stand before it becomes a release. */
export async function checkRelease(root: string, folder: string, described: Release): Promise<void> {
  try {
    await checkBudget(root, described.web.bytes);
    await checkStyles(folder, described);
    const server = await loadContainer(join(folder, described.node.entry));
    await checkContract(described.name, server, await loadDevSetup(root));
  } catch (error) {
    // The way through the build's own code tells a team nothing.
    if (error instanceof Error) error.stack = error.message;
    throw error;
  }
}

async function checkStyles(folder: string, { name, web }: Release): Promise<void> {
  for (const path of web.css) {
    const faults = unscopedRules(await readFile(join(folder, path), 'utf8'), name);
    if (faults.length)
      throw new Error(`Styles of ${path} would leak\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}
