import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../embedded/test/temporary-folder.ts';
import { findNginx, requireNginx } from '../gateway/nginx/find-nginx.ts';
import { addressesFor } from './addresses.ts';
import type { Installation } from './installation.ts';
import { instancesOf } from './instances.ts';
import { balancersProcess, doorProcess } from './nginx-process.ts';

const nginx = findNginx(process.env);
const without = nginx ? '' : ' (skipped: nginx is not installed, and NGINX_PATH is not set)';

function configured(env: NodeJS.ProcessEnv) {
  const dataFolder = temporaryFolder();
  const addresses = addressesFor('29000');
  mkdirSync(path.join(dataFolder, 'remotes'));
  const installation = { addresses, env, dataFolder, remotesFolder: path.join(dataFolder, 'remotes') } as Installation;
  const instances = instancesOf(env, addresses);
  doorProcess(nginx ?? 'nginx', installation, instances);
  balancersProcess(nginx ?? 'nginx', installation, instances);
  const folder = path.join(dataFolder, 'gateway');
  const files = ['nginx.conf', 'balancers.conf']
    .map((name) => path.join(folder, name))
    .filter((file) => existsSync(file));
  return { folder, files, texts: files.map((file) => readFileSync(file, 'utf8')) };
}

test
  .skipIf(!nginx)
  .each<NodeJS.ProcessEnv>([
    {},
    { INSTANCES: '3', REDIS_URL: 'redis://127.0.0.1', RATE_LIMITS: 'off' },
    { NODE_ENV: 'production', PUBLIC_ORIGIN: 'https://shop.example', TRUSTED_PROXIES: '10.0.0.0/8 192.0.2.1' },
  ])(`When real mode is started with %j, then nginx takes what is made of it${without}`, (env) => {
  const { folder, files } = configured(env);
  for (const file of files) {
    const tried = spawnSync(nginx ?? '', ['-t', '-e', 'stderr', '-p', folder, '-c', file], { encoding: 'utf8' });
    expect(tried.stderr).toContain('test is successful');
  }
});

test('When a shop is for shoppers, then its door is open to all and hides what only development has', () => {
  const [text] = configured({ NODE_ENV: 'production', PUBLIC_ORIGIN: 'https://shop.example' }).texts;
  expect(text).toContain('listen 29000 default_server');
  expect(text).toContain('max-age=31536000');
  expect(text).not.toContain('/dev/mailbox');
  const [development] = configured({}).texts;
  expect(development).toContain('listen 127.0.0.1:29000 default_server');
  expect(development).toContain('/dev/mailbox');
});

test('When a part has several instances, then the inside finds all of them at the part’s own port, apart from the door', () => {
  const [door, between] = configured({ ORDER_INSTANCES: '2' }).texts;
  const { order, cart } = addressesFor('29000');
  expect(between).toContain(`listen 127.0.0.1:${order};`);
  expect(between).not.toContain(`listen 127.0.0.1:${cart};`);
  for (const text of [door, between]) expect(text).not.toContain(`server 127.0.0.1:${order} `);
});

test('When there is no nginx, then it is said what to do', () => {
  expect(() => requireNginx({ NGINX_PATH: '/none/nginx' })).toThrow(
    'NGINX_PATH is "/none/nginx", and nothing is there',
  );
});
