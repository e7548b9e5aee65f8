import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Release } from '@tessera/contracts/remote/release';
import { z } from 'zod';

const budget = z.strictObject({ script: z.int().positive(), css: z.int().positive() });
type Bytes = Release['web']['bytes'];

/** Refuses a release that makes shoppers load more gzip bytes than the `budget.json` of its remote allows. */
export async function checkBudget(root: string, used: Bytes): Promise<void> {
  const file = join(root, 'budget.json');
  const proposal = JSON.stringify({ script: withHeadroom(used.script), css: withHeadroom(used.css) });
  if (!existsSync(file)) {
    throw new Error(
      `${file} is missing: it says how many gzip bytes the browser may load. Write for example\n${proposal}`,
    );
  }
  const allowed = budget.safeParse(parseJson(await readFile(file, 'utf8')));
  if (!allowed.success) {
    throw new Error(`${file} must hold two numbers of gzip bytes and nothing else, for example\n${proposal}`);
  }
  const kinds = ['script', 'css'] as const;
  if (kinds.every((kind) => used[kind] <= allowed.data[kind])) return;
  const rows = kinds.map((kind) => [
    kind,
    used[kind],
    allowed.data[kind],
    Math.max(0, used[kind] - allowed.data[kind]),
  ]);
  const table = [['gzip bytes', 'used', 'budget', 'over'], ...rows]
    .map(
      ([name, ...numbers]) =>
        `  ${String(name).padEnd(10)}${numbers.map((cell) => String(cell).padStart(10)).join('')}`,
    )
    .join('\n');
  throw new Error(`The release is over its budget\n${table}\nMake it smaller, or raise ${file} on purpose`);
}

const withHeadroom = (bytes: number) => Math.ceil((bytes * 1.05) / 100) * 100;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
