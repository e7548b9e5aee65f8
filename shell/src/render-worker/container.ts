import { Script } from 'node:vm';
import { createInstance } from '@module-federation/runtime';
import type { ServerEntry } from '@tessera/contracts/remote/server-entry';
import type { WorkerRelease } from './messages.ts';

/** Evaluates a release's Module Federation container in this thread and gives its `./server`. */
export async function loadContainer({ name, code }: WorkerRelease): Promise<ServerEntry> {
  const federation = createInstance({
    name: 'tessera',
    // Never fetched: the bytes came with the worker.
    remotes: [{ name, entry: 'http://release.invalid/', type: 'commonjs-module' }],
    plugins: [{ name: 'verified-container', loadEntry: async () => evaluate(code, name) }],
  });
  const server = await federation.loadRemote<ServerEntry>(`${name}/server`);
  if (typeof server?.render !== 'function') throw new Error(`${name} exposes no render() in ./server`);
  return server;
}

/** A container is one self-contained file: all that it may ask for is Node's own. */
function requireBuiltin(id: string): unknown {
  const builtin = process.getBuiltinModule(id);
  if (!builtin) throw new Error(`A remote's container asks for ${id}, which is not a module of Node's`);
  return builtin;
}

function evaluate(code: Uint8Array, filename: string) {
  const container = { exports: {} as Record<string, unknown> };
  const wrapped = `(function (exports, module, require, __dirname, __filename) {${new TextDecoder().decode(code)}\n})`;
  new Script(wrapped, { filename }).runInThisContext()(container.exports, container, requireBuiltin, '/', filename);
  const name = filename.split('@')[0] as string;
  return (container.exports[name] ?? container.exports) as never;
}
