import { CONTRACT_VERSION, type Release, release } from '@tessera/contracts/remote/release';
import { STATE_VERSION } from '@tessera/contracts/state/shared-state';
import { verify } from './integrity.ts';
import type { ReadRemotes } from './read-remotes.ts';
import { RefusedRelease } from './release-fault.ts';
import type { RenderWorker } from './render-worker.ts';

export type StartWorker = (release: { name: string; code: Uint8Array }) => Promise<RenderWorker>;

/** Names one build: a dev server's version stays the same, its hash does not. */
export interface ReleaseId {
  readonly name: string;
  readonly version: string;
  /** sha384 of its release.json, as its registry has it. */
  readonly hash: string;
}

/** Reads a release, checks every byte of it that counts on the server, and starts its worker. */
export async function bringRelease(
  { name, version, hash }: ReleaseId,
  read: ReadRemotes,
  startWorker: StartWorker,
): Promise<{ readonly release: Release; readonly worker: RenderWorker }> {
  const folder = `${name}/${version}`;
  const manifest = await read(`${folder}/release.json`);
  verify(manifest, hash, `${folder}/release.json`);
  const described = parse(manifest, folder);
  requireFit(described, name, version);
  const code = await read(`${folder}/${described.node.entry}`);
  verify(code, described.integrity[described.node.entry], `${folder}/${described.node.entry}`);
  try {
    return { release: described, worker: await startWorker({ name: `${name}@${version}`, code }) };
  } catch (error) {
    throw new RefusedRelease(`Its server container can’t be loaded: ${(error as Error).message}`);
  }
}

function parse(manifest: Uint8Array, folder: string): Release {
  const parsed = release.safeParse(JSON.parse(new TextDecoder().decode(manifest)));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new RefusedRelease(`${folder}/release.json is no release: ${faults.join('; ')}`);
}

function requireFit({ name, version, contract, state }: Release, wantedName: string, wantedVersion: string): void {
  if (name !== wantedName || version !== wantedVersion)
    throw new RefusedRelease(`${wantedName}/${wantedVersion} holds ${name}@${version}`);
  if (contract !== CONTRACT_VERSION)
    throw new RefusedRelease(
      `It was built against contract ${contract}, this shell speaks ${CONTRACT_VERSION}: build it anew`,
    );
  if (state !== STATE_VERSION)
    throw new RefusedRelease(
      `It knows version ${state} of the shared state, this shell has ${STATE_VERSION}: build it anew`,
    );
}
