import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../embedded/test/temporary-folder.ts';
import { addressesFor, PARTS, type Part } from '../start/addresses.ts';
import { REMOTES, ROOT } from '../start/deployables.ts';
import { environmentOf } from '../start/environments.ts';

interface Service {
  readonly build?: { readonly dockerfile: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
}
const read = (file: string): { services: Record<string, Service> } =>
  parse(readFileSync(path.join(ROOT, file), 'utf8'), { merge: true });
const { services } = read('docker-compose.yml');

/** Either generation of Compose; none where Docker is not installed. */
const compose = [['docker-compose'], ['docker', 'compose']].find(
  ([command = '', ...args]) => spawnSync(command, [...args, 'version'], { stdio: 'ignore' }).status === 0,
);
const without = compose ? '' : ' (skipped: neither docker-compose nor docker compose is installed)';

function config(files: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const [command = '', ...args] = compose ?? [];
  const named = files.flatMap((file) => ['-f', path.join(ROOT, file)]);
  const { PATH, HOME } = process.env;
  return spawnSync(command, [...args, '--project-directory', temporaryFolder(), ...named, 'config', '-q'], {
    env: { PATH, HOME, ...env },
    encoding: 'utf8',
  });
}

const all = ['docker-compose.yml', 'docker-compose.embedded-mongo.yml'];

test('When a part or a remote is added, then it has a container', () => {
  expect(Object.keys(services)).toEqual(expect.arrayContaining([...PARTS, ...REMOTES.map((name) => `remote-${name}`)]));
});

test('When a process of real mode is told something, then its container is too', () => {
  const told = {
    NODE_ENV: 'production',
    SMTP_URL: 'smtp://mail.example',
    JWT_PRIVATE_KEY: 'key',
    ...Object.fromEntries(
      [...readFileSync(path.join(ROOT, '.env.example'), 'utf8').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => [
        name,
        'x',
      ]),
    ),
  };
  const installation = {
    addresses: addressesFor(undefined),
    backing: { user: 'x', product: 'x', order: 'x', payment: 'x', redis: 'x', rabbitmq: 'x' },
    env: told,
    sessionSecret: 'x',
    orderLinkSecret: 'x',
  } as never;
  /** Said by the image, or of no use to that kind of process. */
  const elsewhere = ['PORT', 'DATA_DIR', 'HOSTNAME', 'KEEP_ALIVE_TIMEOUT', 'REMOTES_ORIGIN'];
  const unused = (part: Part) => {
    if (part === 'shell') return /_SERVICE_URL$|^(REDIS|RABBITMQ)_URL$|^DEMO_DATA$|^NODE_ENV$/;
    return part.startsWith('bff-') ? /^(REDIS|RABBITMQ)_URL$|^DEMO_DATA$/ : /^REDIS_URL$|^SESSION_SECRET$/;
  };
  for (const part of PARTS.filter((each) => each !== 'gateway')) {
    const given = Object.keys(services[part]?.environment ?? {});
    const wanted = Object.keys(environmentOf(part, installation));
    const missing = wanted.filter(
      (name) => !elsewhere.includes(name) && !unused(part).test(name) && !given.includes(name),
    );
    expect({ part, missing }).toEqual({ part, missing: [] });
  }
});

test('When the shop is composed, then only the gateway can be reached from outside', () => {
  const open = Object.entries(services).filter(([, { ports }]) => ports);
  expect(open.map(([name]) => name)).toEqual(['gateway']);
});

test.skipIf(!compose)(
  `When there are no secrets, then nothing starts and it is said which one is missing${without}`,
  () => {
    const { status, stderr } = config(all, { PUBLIC_ORIGIN: 'http://localhost:8080' });
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/Set it in \.env/);
  },
);

test.skipIf(!compose)(
  `When there are all secrets, then both files are understood${without}`,
  () => {
    const folder = temporaryFolder();
    copyFileSync(path.join(ROOT, '.env.example'), path.join(folder, '.env.example'));
    const made = spawnSync(process.execPath, [path.join(ROOT, 'tools/images/make-env.mjs'), folder], {
      encoding: 'utf8',
    });
    expect(made.stdout).toContain('.env is written');
    const secrets = readFileSync(path.join(folder, '.env'), 'utf8');
    expect(secrets).not.toMatch(/^[A-Z_]+=$/m);
    const env = Object.fromEntries(
      [...secrets.matchAll(/^([A-Z_]+)=(.+)$/gm)].map(([, name, value]) => [name, value?.replaceAll("'", '')]),
    );
    for (const files of [all.slice(0, 1), all]) expect(config(files, env)).toMatchObject({ status: 0 });
  },
  30_000,
);
