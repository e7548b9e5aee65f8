import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fragments } from '@tessera/contracts/remote/fragments';
import { CONTRACT_VERSION, type Release } from '@tessera/contracts/remote/release';
import { STATE_VERSION } from '@tessera/contracts/state/shared-state';
import { unscopedRules } from '@tessera/remote-kit/scoped-styles';
import { sha384 } from '@tessera/remote-kit/write-release';
import { z } from 'zod';
import { evaluateContainer } from './evaluate-container.ts';
import { incompatibilities, type JsonSchema } from './props-compatibility.ts';
import { ReleaseError } from './release-error.ts';

/** Of the same kind in one stylesheet: a build without scopes has hundreds. */
const SHOWN = 3;

type Contract = Readonly<Record<string, Readonly<Record<string, z.ZodType>>>>;

/** Throws one error that names everything for which the shop can't take this release. */
export async function checkRelease(folder: string, release: Release, contract: Contract = fragments): Promise<void> {
  const faults = [...contractFaults(release, contract), ...(await fileFaults(folder, release))];
  // What is not what was built is not looked at, and not run.
  if (faults.length === 0) {
    faults.push(...(await styleFaults(folder, release)), ...(await containerFaults(folder, release)));
  }
  if (faults.length === 0) return;
  const list = faults.map((fault) => `  - ${fault}`).join('\n');
  throw new ReleaseError(`${release.name} ${release.version} is refused:\n${list}`);
}

function contractFaults({ name, contract: built, state, fragments: offered }: Release, contract: Contract): string[] {
  const promised = Object.hasOwn(contract, name) ? contract[name] : undefined;
  if (!promised)
    return [`the contract knows no ${name}: packages/contracts/src/remote/fragments.ts lists what it does`];
  const faults = Object.entries(promised).flatMap(([fragment, props]) => {
    const taken = offered[fragment];
    if (!taken) return [`the fragment ${name}/${fragment} is missing`];
    const given = z.toJSONSchema(props, { io: 'input' }) as JsonSchema;
    return incompatibilities(given, taken.props).map((difference) => `${name}/${fragment}: ${difference}`);
  });
  if (built !== CONTRACT_VERSION)
    faults.unshift(`it was built for contract ${built}; this shop speaks ${CONTRACT_VERSION}`);
  if (state !== STATE_VERSION)
    faults.unshift(`it was built for shared state ${state}; this shop has ${STATE_VERSION}: build it anew`);
  return faults;
}

async function fileFaults(folder: string, { integrity, web, node }: Release): Promise<string[]> {
  const present = await filesIn(folder);
  const listed = (path: string) => Object.hasOwn(integrity, path);
  const unlisted = present.filter((path) => !listed(path)).map((path) => `${path} is not listed in release.json`);
  const unnamed = [web.entry, node.entry, ...web.css]
    .filter((path) => !listed(path))
    .map((path) => `${path} has no hash in release.json`);
  const changed = Object.entries(integrity).map(async ([path, expected]) => {
    if (!present.includes(path)) return [`${path} is missing`];
    return sha384(await readFile(join(folder, path))) === expected ? [] : [`${path} is not what the build described`];
  });
  const reserved = present
    .filter((path) => /\.(br|gz)$/.test(path))
    .map((path) => `${path} has a name that publishing gives to compressed files`);
  return [...unlisted, ...unnamed, ...reserved, ...(await Promise.all(changed)).flat()];
}

async function styleFaults(folder: string, { name, web }: Release): Promise<string[]> {
  const faults = await Promise.all(
    web.css.map(async (path) => {
      const leaks = unscopedRules(await readFile(join(folder, path), 'utf8'), name);
      return leaks.length > SHOWN ? [...leaks.slice(0, SHOWN), `and ${leaks.length - SHOWN} more`] : leaks;
    }),
  );
  return faults.flatMap((leaks, index) => leaks.map((leak) => `${web.css[index]}: ${leak}`));
}

async function containerFaults(folder: string, { node }: Release): Promise<string[]> {
  try {
    await evaluateContainer(join(folder, node.entry));
    return [];
  } catch (error) {
    return [`its server container can’t be used: ${(error as Error).message}`];
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => path !== 'release.json');
}
