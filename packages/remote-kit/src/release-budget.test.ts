import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@tessera/testing/temporary-folder';
import { expect, test } from 'vitest';
import { checkBudget } from './release-budget.ts';

async function remoteWith(budget?: string): Promise<string> {
  const root = await temporaryFolder();
  if (budget !== undefined) await writeFile(join(root, 'budget.json'), budget);
  return root;
}

test('When a release stays within its budget, nothing is said', async () => {
  const root = await remoteWith('{ "script": 1000, "css": 200 }');

  await expect(checkBudget(root, { script: 1000, css: 200 })).resolves.toBeUndefined();
});

test('When a release is over its budget, a table shows by how much', async () => {
  const root = await remoteWith('{ "script": 1000, "css": 200 }');

  const fault: Error = await checkBudget(root, { script: 1234, css: 150 }).catch((error) => error);

  expect(fault.message).toMatch(/gzip bytes +used +budget +over/);
  expect(fault.message).toMatch(/script +1234 +1000 +234/);
  expect(fault.message).toMatch(/css +150 +200 +0/);
});

test('When there is no budget, the fault says what to write', async () => {
  const root = await remoteWith();

  await expect(checkBudget(root, { script: 1000, css: 100 })).rejects.toThrow(
    /budget\.json is missing[^]*{"script":1100,"css":200}/,
  );
});

test.each(['', '{ "script": "1 kB", "css": 200 }', '{ "script": 1000 }', '{ "script": 1, "css": 1, "fonts": 1 }'])(
  'When the budget reads %s, the fault says what it must hold',
  async (text) => {
    await expect(checkBudget(await remoteWith(text), { script: 1000, css: 100 })).rejects.toThrow('two numbers');
  },
);
