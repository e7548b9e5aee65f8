import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { release } from '@tessera/contracts/remote/release';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRemote } from '../create-remote.ts';
import { formatFiles } from '../finish.ts';
import { FRAMEWORKS, type Framework } from '../frameworks.ts';
import { runScript, type ScriptRun } from './run-script.ts';
import { copyWorkspace, linkModules } from './workspace-copy.ts';

const MINUTES = 60_000;
const SCRIPTS = ['build', 'test', 'types'] as const;
/** Hyphens, because names of files, variables and containers differ there. */
const nameOf = (framework: Framework) => `a-${framework}-shelf`;

let root: string;
const outcomes = new Map<Framework, PromiseWithResolvers<Record<string, ScriptRun>>>(
  FRAMEWORKS.map((framework) => [framework, Promise.withResolvers()]),
);

beforeAll(() => {
  root = copyWorkspace();
  for (const framework of FRAMEWORKS) {
    const { written, edited } = createRemote({ root, name: nameOf(framework), framework });
    formatFiles(root, [...written, ...edited]);
  }
  // Solid's compiler wants Babel 7, where the other workspaces have Babel 8.
  linkModules('mfe-orders', path.join(root, 'mfe-a-solid-shelf'));
  // The slowest first, two at a time.
  const queue = FRAMEWORKS.toSorted((a, b) => Number(b === 'angular') - Number(a === 'angular'));
  for (const _ of ['one', 'two']) void work(queue);
});

afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));

async function work(queue: Framework[]): Promise<void> {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const runs: Record<string, ScriptRun> = {};
    for (const script of SCRIPTS) runs[script] = await runScript(path.join(root, `mfe-${nameOf(next)}`), script);
    outcomes.get(next)?.resolve(runs);
  }
}

test.each(FRAMEWORKS)(
  'When a remote in %s is created, then it builds, its own tests are green and its types fit',
  async (framework) => {
    const runs = await outcomes.get(framework)?.promise;

    for (const script of SCRIPTS) expect(runs?.[script]?.code, `${script}:\n${runs?.[script]?.output}`).toBe(0);
    const dist = path.join(root, `mfe-${nameOf(framework)}`, 'dist');
    const [version = ''] = readdirSync(dist);
    const built = release.parse(JSON.parse(readFileSync(path.join(dist, version, 'release.json'), 'utf8')));
    expect(Object.keys(built.fragments)).toEqual(['welcome']);
  },
  5 * MINUTES,
);

test(
  'When its BFF is started in a test, then it serves the screen of the welcome',
  async () => {
    const { code, output } = await runScript(path.join(root, `bff/${nameOf('vue')}`), 'test');
    expect(code, output).toBe(0);
  },
  MINUTES,
);
