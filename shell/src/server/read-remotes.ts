import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Reads a file below `/remotes/`: `registry.json`, `catalog/1.2.3/release.json`. */
export type ReadRemotes = (path: string) => Promise<Uint8Array>;

/** Of one file. An origin could send for ever. */
const MAX_BYTES = 16 * 2 ** 20;

/** From an http(s) origin with a deadline for each file, or from a folder. */
export function readRemotesFrom(origin: string, deadlineMs = 5000, redirect: RequestRedirect = 'follow'): ReadRemotes {
  if (!/^https?:/.test(origin)) return (path) => readFile(join(origin, path));
  const base = `${origin.replace(/\/$/, '')}/remotes/`;
  return async (path) => {
    const response = await fetch(base + path, { signal: AbortSignal.timeout(deadlineMs), redirect });
    if (!response.ok) throw new Error(`${base}${path} answered ${response.status}`);
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > MAX_BYTES) throw new Error(`${base}${path} has more than ${MAX_BYTES / 2 ** 20} MB`);
    }
    return Buffer.concat(chunks);
  };
}
