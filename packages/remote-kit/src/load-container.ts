import { readFile } from 'node:fs/promises';
import { Script } from 'node:vm';
import type { ServerEntry } from '@tessera/contracts/remote/server-entry';

/** Evaluates a server container as the shell does, where it may ask for nothing but Node's own modules. */
export async function loadContainer(path: string): Promise<ServerEntry> {
  const code = await readFile(path, 'utf8');
  const module = { exports: {} as { init(scope: object): unknown; get(name: string): Promise<() => ServerEntry> } };
  const wrapped = `(function (exports, module, require, __dirname, __filename) {${code}\n})`;
  new Script(wrapped, { filename: path }).runInThisContext()(module.exports, module, requireBuiltin, '/', path);
  await module.exports.init({});
  const server = (await module.exports.get('./server'))();
  if (typeof server?.render !== 'function') throw new Error('src/server.ts exports no function "render"');
  return server;
}

function requireBuiltin(id: string): unknown {
  const builtin = process.getBuiltinModule(id);
  if (!builtin) throw new Error(`The server container asks for ${id}, which is not a module of Node's: bundle it`);
  return builtin;
}
