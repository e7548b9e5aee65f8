import path from 'node:path';
import { readArguments } from './arguments.ts';
import { createRemote } from './create-remote.ts';
import { CreationError } from './creation-error.ts';
import { formatFiles, installWorkspaces } from './finish.ts';
import { nextSteps } from './next-steps.ts';

const root = path.resolve(import.meta.dirname, '../..');
try {
  const order = readArguments(process.argv.slice(2));
  const { written, edited } = createRemote({ root, ...order });
  formatFiles(root, [...written, ...edited]);
  console.log(`Wrote ${written.length} files in mfe-${order.name}/, bff/${order.name}/ and packages/contracts/.`);
  for (const file of edited) console.log(`Edited ${file}.`);
  if (order.install) installWorkspaces(root);
  console.log(nextSteps(order));
} catch (error) {
  if (!(error instanceof CreationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
