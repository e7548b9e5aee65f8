import { createHash } from 'node:crypto';

/** What was read is not what was released. */
export class TamperedFile extends Error {}

/** Throws unless `content` hashes to `expected` (`sha384-…`). */
export function verify(content: Uint8Array, expected: string | undefined, what: string): void {
  const actual = `sha384-${createHash('sha384').update(content).digest('base64')}`;
  if (actual !== expected) throw new TamperedFile(`${what} is not what was released: ${actual} instead of ${expected}`);
}
