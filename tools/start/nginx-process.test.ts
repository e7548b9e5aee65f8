import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../embedded/test/temporary-folder.ts';
import { findNginx, requireNginx } from '../gateway/nginx/find-nginx.ts';
import { addressesFor } from './addresses.ts';
import type { Installation } from './installation.ts';
import { instancesOf } from './instances.ts';
import { nginxProcess } from './nginx-process.ts';

const nginx = findNginx(process.env);
const without = nginx ? '' : ' (skipped: nginx is not installed, and NGINX_PATH is not set)';

function configured(env: NodeJS.ProcessEnv) {
  const dataFolder = temporaryFolder();
  const addresses = addressesFor('29000');
  mkdirSync(path.join(dataFolder, 'remotes'));
  const installation = { addresses, env, dataFolder, remotesFolder: path.join(dataFolder, 'remotes') } as Installation;
  nginxProcess(nginx ?? 'nginx', installation, instancesOf(env, addresses));
  const file = path.join(dataFolder, 'gateway/nginx.conf');
  return { folder: path.dirname(file), file, text: readFileSync(file, 'utf8') };
}

test
  .skipIf(!nginx)
  .each<NodeJS.ProcessEnv>([
    {},
    { INSTANCES: '3', REDIS_URL: 'redis://127.0.0.1', RATE_LIMITS: 'off' },
    { NODE_ENV: 'production', PUBLIC_ORIGIN: 'https://shop.example', TRUSTED_PROXIES: '10.0.0.0/8 192.0.2.1' },
  ])(`When real mode is started with %j, then nginx takes what is made of it${without}`, (env) => {
  const { folder, file } = configured(env);
  const tried = spawnSync(nginx ?? '', ['-t', '-e', 'stderr', '-p', folder, '-c', file], { encoding: 'utf8' });
  expect(tried.stderr).toContain('test is successful');
});

test('When a shop is for shoppers, then its door is open to all and hides what only development has', () => {
  const { text } = configured({ NODE_ENV: 'production', PUBLIC_ORIGIN: 'https://shop.example' });
  expect(text).toContain('listen 29000 default_server');
  expect(text).toContain('max-age=31536000');
  expect(text).not.toContain('/dev/mailbox');
  const development = configured({}).text;
  expect(development).toContain('listen 127.0.0.1:29000 default_server');
  expect(development).toContain('/dev/mailbox');
});

test('When a part has several instances, then the inside finds all of them at the part’s own port', () => {
  const { text } = configured({ ORDER_INSTANCES: '2' });
  const { order } = addressesFor('29000');
  expect(text).toContain(`listen 127.0.0.1:${order};`);
  expect(text.split(`server 127.0.0.1:${order} `)).toHaveLength(1);
});

test('When there is no nginx, then it is said what to do', () => {
  expect(() => requireNginx({ NGINX_PATH: '/none/nginx' })).toThrow(
    'NGINX_PATH is "/none/nginx", and nothing is there',
  );
});
