import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const FOLDERS = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];

/** Where Debian and its descendants keep what is not on the PATH. */
const postgresFolders = (): string[] =>
  existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql')
        .toSorted((a, b) => Number(b) - Number(a))
        .map((version) => `/usr/lib/postgresql/${version}/bin`)
    : [];

/** The first of the names that is an executable here. */
export function findBinary(...names: string[]): string | undefined {
  for (const name of names) {
    for (const folder of [...postgresFolders(), '/usr/lib/rabbitmq/bin', ...FOLDERS]) {
      const file = path.join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here.
      }
    }
  }
  return undefined;
}

/** What the plant cannot do without, by the package of Debian that has it. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'util-linux': ['setpriv'],
  postgresql: ['initdb', 'postgres', 'pgbench'],
  'mariadb-server': ['mariadbd', 'mariadb-install-db'],
  'redis-server': ['redis-server'],
  'rabbitmq-server': ['rabbitmq-server', 'rabbitmqctl', 'epmd'],
};

/** Why the plant cannot be built on this machine; undefined when it can. */
export function missingBinaries(): string | undefined {
  if (process.platform !== 'linux') return 'processes are watched by way of /proc, which only Linux has';
  const missing = Object.entries(NEEDED).filter(([, names]) => names.some((name) => !findBinary(name)));
  return missing.length > 0
    ? `not installed: ${missing.map(([name]) => name).join(', ')} (apt-get install ${missing.map(([name]) => name).join(' ')})`
    : undefined;
}

export const isRoot = process.getuid?.() === 0;
