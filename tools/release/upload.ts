import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Release } from '@tessera/contracts/remote/release';
import { sha384 } from '@tessera/remote-kit/write-release';
import { ReleaseError } from './release-error.ts';

const TEXT = new Set(['.js', '.css', '.json', '.svg', '.txt']);

/** Copies what the release lists to where it is served. By rename: the folder is there whole or not at all. */
export async function upload(from: string, folder: string, described: Release, manifest: Buffer): Promise<void> {
  const draft = join(dirname(folder), `.incoming-${randomUUID()}`);
  try {
    for (const [path, expected] of Object.entries(described.integrity)) {
      const content = await readFile(join(from, path));
      if (sha384(content) !== expected) throw new ReleaseError(`${join(from, path)} is not what the build described`);
      await mkdir(dirname(join(draft, path)), { recursive: true });
      await writeFile(join(draft, path), content);
      if (path !== described.node.entry) await compress(join(draft, path), content);
    }
    await writeFile(join(draft, 'release.json'), manifest);
    await rename(draft, folder);
  } catch (error) {
    // Another publisher was faster: a version has one content.
    if (!existsSync(join(folder, 'release.json'))) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Siblings that the gateways send in place of the file. */
async function compress(path: string, content: Buffer): Promise<void> {
  if (!TEXT.has(extname(path))) return;
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(content, { params }));
  await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
}
