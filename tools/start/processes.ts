import path from 'node:path';
import { type Part, portOf, SERVICES } from './addresses.ts';
import type { ChildOptions } from './child.ts';
import { BFFS, ROOT } from './deployables.ts';
import { environmentOf } from './environments.ts';
import type { Installation } from './installation.ts';
import type { Instances } from './instances.ts';

type Process = Omit<ChildOptions, 'onCrash'>;

export const shellProcesses = (installation: Installation, instances?: Instances): Process[] =>
  instancesOfPart('shell', installation, instances).map((instance) => ({
    ...instance,
    args: [path.join(ROOT, 'shell/.next/standalone/shell/server.js')],
    cwd: path.join(ROOT, 'shell'),
    logsOnly: true,
  }));

/** Embedded: everything behind the shell in one process, which also holds the embedded databases. */
export const embeddedBackend = (env: NodeJS.ProcessEnv): Process[] => [
  {
    name: 'backend',
    args: [path.join(import.meta.dirname, 'backend.ts')],
    env: { LOG_LEVEL: 'warn', ...definedStrings(env) },
  },
];

type Folders = readonly (readonly [Part, string])[];
const SERVICE_FOLDERS: Folders = SERVICES.map((name) => [name, `services/${name}`]);
const BFF_FOLDERS: Folders = BFFS.map((name) => [`bff-${name}`, `bff/${name}`]);

/** Real: a process each, as in containers. */
export const serviceProcesses = (installation: Installation, instances: Instances): Process[] =>
  nodeProcesses(SERVICE_FOLDERS, installation, instances);
export const bffProcesses = (installation: Installation, instances: Instances): Process[] =>
  nodeProcesses(BFF_FOLDERS, installation, instances);

const nodeProcesses = (folders: Folders, installation: Installation, instances: Instances): Process[] =>
  folders.flatMap(([part, folder]) =>
    instancesOfPart(part, installation, instances).map((instance) => ({
      ...instance,
      args: [path.join(ROOT, folder, 'src/main.ts')],
    })),
  );

function instancesOfPart(part: Part, installation: Installation, instances?: Instances) {
  const ports = instances?.[part] ?? [portOf(installation.addresses, part)];
  return ports.map((port, index) => ({
    name: ports.length > 1 ? `${part} ${index + 1}` : part,
    env: { ...environmentOf(part, installation), PORT: String(port) },
  }));
}

const definedStrings = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
