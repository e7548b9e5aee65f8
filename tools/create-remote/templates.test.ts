import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FRAMEWORKS } from './frameworks.ts';
import { fillTemplates } from './template.ts';
import { wordsFor } from './words.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** Where the versions of the house are: a new remote begins with those of today. */
const HOUSES = ['mfe-orders', 'tools', 'shell'].map((folder) => createRequire(path.join(root, folder, 'package.json')));

test.each([...FRAMEWORKS.map((framework) => ['common', framework]), ['bff']])(
  'When the house moves on to another version, then the template %s %s does too',
  (...templates) => {
    const words = wordsFor({ name: 'gifts', framework: 'vue' });
    const { dependencies, devDependencies } = JSON.parse(
      fillTemplates(templates.filter(Boolean), words).get('package.json') ?? '{}',
    );
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      if (!name.startsWith('@tessera/')) expect(`${name}@${version}`).toBe(`${name}@${installedVersion(name)}`);
    }
  },
);

function installedVersion(name: string): string | undefined {
  for (const { resolve } of HOUSES) {
    for (const modules of resolve.paths(name) ?? []) {
      try {
        return JSON.parse(readFileSync(path.join(modules, name, 'package.json'), 'utf8')).version;
      } catch {}
    }
  }
  return undefined;
}
