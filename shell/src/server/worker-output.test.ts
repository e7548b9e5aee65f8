import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { logWorkerOutput } from './worker-output.ts';

let logged: { msg: string }[] = [];
beforeEach(() => {
  logged = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    logged.push(JSON.parse(String(line)));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Prints it in the chunks that a pipe would make of it. */
async function print(...chunks: string[]) {
  const stdout = new PassThrough();
  logWorkerOutput({ stdout, stderr: null }, 'shop@1.0.0');
  for (const chunk of chunks) stdout.write(chunk);
  stdout.end();
  await new Promise((resolve) => stdout.once('close', resolve));
  return logged;
}

describe('what a remote prints', () => {
  it('When lines come in pieces, then each is logged whole, with the name of the release', async () => {
    expect(await print('one\ntw', 'o\n', 'three')).toEqual([
      expect.objectContaining({ level: 'info', msg: 'one', remote: 'shop', version: '1.0.0' }),
      expect.objectContaining({ msg: 'two' }),
      expect.objectContaining({ msg: 'three' }),
    ]);
  });

  it('When a line does not end for megabytes, then only its beginning is kept, and the next one is whole', async () => {
    const lines = await print(...Array.from({ length: 64 }, () => 'x'.repeat(65_536)), '\nnext\n');
    expect(lines.map(({ msg }) => msg)).toEqual(['x'.repeat(2000), 'next']);
  });

  it('When it prints without end, then the log stays readable and says so', async () => {
    const lines = await print('again\n'.repeat(50_000));
    expect(lines.length).toBeLessThan(500);
    expect(lines.at(-1)?.msg).toMatch(/more than 200 lines a second/);
  });
});
