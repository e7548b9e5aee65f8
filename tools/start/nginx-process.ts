import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { balancersConfig } from '../gateway/nginx/balancers.ts';
import { type NginxOptions, nginxConfig } from '../gateway/nginx/config.ts';
import { prepareFolder } from '../gateway/nginx/error-pages.ts';
import { type Addresses, type Part, portOf } from './addresses.ts';
import type { ChildOptions } from './child.ts';
import { type Installation, isForDevelopment } from './installation.ts';
import type { Instances } from './instances.ts';

const SETPRIV = '/usr/bin/setpriv';
const MODULES = ['/usr/lib/nginx/modules', '/usr/lib64/nginx/modules'];
const BROTLI = 'ngx_http_brotli_filter_module.so';
const YEAR_S = 31_536_000;

type Process = Omit<ChildOptions, 'onCrash'>;

/** The door of real mode: a real nginx with everything of its own in the data folder. */
export function doorProcess(nginx: string, installation: Installation, instances: Instances): Process {
  const folder = folderOf(installation);
  prepareFolder(folder);
  return nginxProcess(nginx, 'nginx', folder, nginxConfig(optionsFor(folder, installation, instances)));
}

/** Another one between the parts, where some have several instances. */
export function balancersProcess(nginx: string, installation: Installation, instances: Instances): Process[] {
  const balancers = balancersOf(installation.addresses, instances);
  if (Object.keys(balancers).length === 0) return [];
  const folder = folderOf(installation);
  mkdirSync(folder, { recursive: true });
  const config = balancersConfig({ ...commonOptions(folder, instances), balancers });
  return [nginxProcess(nginx, 'balancers', folder, config)];
}

const folderOf = ({ dataFolder }: Installation) => path.join(dataFolder, 'gateway');

function nginxProcess(nginx: string, name: string, folder: string, config: string): Process {
  const file = path.join(folder, `${name}.conf`);
  writeFileSync(file, config);
  const args = ['-e', 'stderr', '-p', folder, '-c', file];
  // When the starter is gone, however it went, nothing stays behind that holds its ports.
  const bound = existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'SIGTERM', nginx] : [nginx];
  const [command, ...first] = bound as [string, ...string[]];
  return { name, command, args: [...first, ...args], env: {}, stopSignal: 'SIGQUIT' };
}

const commonOptions = (folder: string, instances: Instances) => ({
  servers: Object.fromEntries(Object.entries(instances).map(([part, ports]) => [part, ports.map(local)])),
  folder,
  errorLog: path.join(folder, 'error.log'),
  // Else its workers would be nobody, who may not read the data folder.
  main: process.getuid?.() === 0 ? ['user root root;'] : [],
});

function optionsFor(folder: string, installation: Installation, instances: Instances): NginxOptions {
  const { addresses, env, remotesFolder } = installation;
  const common = commonOptions(folder, instances);
  const development = isForDevelopment(env);
  const secure = env.PUBLIC_ORIGIN?.startsWith('https:');
  // Overrides are for whoever sits here; GATEWAY_HOST=0.0.0.0 lets others in.
  const host = env.GATEWAY_HOST ?? (development ? '127.0.0.1' : undefined);
  const brotli = MODULES.map((modules) => path.join(modules, BROTLI)).find((module) => existsSync(module));
  return {
    listen: [host, addresses.gateway].filter(Boolean).join(':'),
    ...common,
    remotesFolder,
    accessLog: path.join(folder, 'access.log'),
    development,
    scheme: secure ? 'https' : 'http',
    transportSecurity: secure ? `max-age=${YEAR_S}; includeSubDomains` : '',
    countedBy: env.RATE_LIMITS === 'off' ? '""' : '$binary_remote_addr',
    addresses: trusted(env.TRUSTED_PROXIES),
    main: [...common.main, ...(brotli ? [`load_module ${brotli};`] : [])],
    brotli: Boolean(brotli),
  };
}

const local = (port: number) => `127.0.0.1:${port}`;

const balancersOf = (addresses: Addresses, instances: Instances): Partial<Record<Part, string>> =>
  Object.fromEntries(
    (Object.entries(instances) as [Part, readonly number[]][]).flatMap(([part, ports]) =>
      ports.length > 1 ? [[part, local(portOf(addresses, part))]] : [],
    ),
  );

/** Networks of those who end TLS or balance before this gateway: only they may say where a shopper comes from. */
const trusted = (networks = ''): string => {
  const lines = networks
    .split(' ')
    .filter(Boolean)
    .map((network) => `set_real_ip_from ${network};`);
  return lines.length > 0 ? [...lines, 'real_ip_header X-Forwarded-For;', 'real_ip_recursive on;'].join(' ') : '';
};
