import { createHash } from 'node:crypto';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { CONTRACT_VERSION, type Release, release } from '@tessera/contracts/remote/release';
import { STATE_VERSION } from '@tessera/contracts/state/shared-state';
import { z } from 'zod';
import { declaredFragments } from './check-contract.ts';

/** Paths of the containers inside a release's folder; the same for every remote. */
export const WEB_ENTRY = 'remoteEntry.js';
export const NODE_ENTRY = 'node/remoteEntry.cjs';

export type ReleaseFacts = Pick<Release, 'name' | 'version' | 'framework' | 'team' | 'bff'>;

interface Writing {
  readonly now?: Date;
  /** Throws for a release that must not be. */
  readonly check?: (described: Release) => void | Promise<void>;
}

/** Describes the built folder in its `release.json`, atomically: a folder that has one is whole. */
export async function writeRelease(
  folder: string,
  facts: ReleaseFacts,
  { now = new Date(), check }: Writing = {},
): Promise<Release> {
  const integrity: Record<string, string> = {};
  const bytes = { script: 0, css: 0 };
  for (const path of await releaseFiles(folder)) {
    const content = await readFile(join(folder, path));
    integrity[path] = sha384(content);
    const kind = path.startsWith('node/') ? undefined : ({ '.js': 'script', '.css': 'css' } as const)[extname(path)];
    if (kind) bytes[kind] += (await promisify(gzip)(content, { level: 9 })).length;
  }
  for (const entry of [WEB_ENTRY, NODE_ENTRY]) {
    if (!integrity[entry]) throw new Error(`The build of ${facts.name} made no ${entry}`);
  }
  const described = release.parse({
    contract: CONTRACT_VERSION,
    state: STATE_VERSION,
    ...facts,
    fragments: offered(facts.name),
    web: { entry: WEB_ENTRY, css: Object.keys(integrity).filter((path) => path.endsWith('.css')), bytes },
    node: { entry: NODE_ENTRY },
    integrity,
    builtAt: now.toISOString(),
  });
  await check?.(described);
  const draft = join(folder, `.release.${process.pid}.json`);
  await writeFile(draft, `${JSON.stringify(described, null, 2)}\n`);
  await rename(draft, join(folder, 'release.json'));
  return described;
}

/** What the contract says that the remote offers, as data that travels with the release. */
function offered(name: string): Release['fragments'] {
  return Object.fromEntries(
    Object.entries(declaredFragments(name)).map(([fragment, props]) => [
      fragment,
      { props: z.toJSONSchema(props, { io: 'input' }) as Record<string, unknown> },
    ]),
  );
}

/** `sha384-…` as Subresource Integrity writes it. */
export const sha384 = (content: Uint8Array | string): string =>
  `sha384-${createHash('sha384').update(content).digest('base64')}`;

async function releaseFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => path !== 'release.json' && !path.startsWith('.'))
    .sort();
}
