import path from 'node:path';
import { type Addresses, addressesFor } from './addresses.ts';
import type { BackingServices } from './backing-services.ts';
import { localSecret } from './local-secret.ts';

/** One running Tessera: everything that the environments of its processes are derived from. */
export interface Installation {
  readonly addresses: Addresses;
  readonly backing: BackingServices;
  readonly dataFolder: string;
  readonly remotesFolder: string;
  readonly sessionSecret: string;
  /** Signs the links in guests' mails. */
  readonly orderLinkSecret: string;
  readonly env: NodeJS.ProcessEnv;
}

export const dataFolderOf = (env: NodeJS.ProcessEnv): string => path.resolve(env.DATA_DIR || '.data');
export const remotesFolderOf = (env: NodeJS.ProcessEnv): string => path.join(dataFolderOf(env), 'remotes');

/** A shop for work on it, with a mailbox, faults and open overrides; one that mails or is in production is for shoppers. */
export const isForDevelopment = (env: NodeJS.ProcessEnv): boolean => !env.SMTP_URL && env.NODE_ENV !== 'production';

/** Demo accounts have a password that everybody knows: none of them where the shop is for shoppers. */
export const demoDefault = (env: NodeJS.ProcessEnv): 'on' | 'off' => (isForDevelopment(env) ? 'on' : 'off');

export function describeInstallation(env: NodeJS.ProcessEnv, backing: BackingServices): Installation {
  const dataFolder = dataFolderOf(env);
  for (const name of ['SESSION_SECRET', 'ORDER_LINK_SECRET']) {
    if (env.NODE_ENV !== 'production' || env[name]) continue;
    throw new Error(`${name} is not set: production needs 32 random characters or more there.`);
  }
  return {
    addresses: addressesFor(env.PORT),
    backing,
    dataFolder,
    remotesFolder: remotesFolderOf(env),
    sessionSecret: env.SESSION_SECRET || localSecret(dataFolder, 'session'),
    orderLinkSecret: env.ORDER_LINK_SECRET || localSecret(dataFolder, 'order-link'),
    env,
  };
}
