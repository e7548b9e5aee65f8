import { createAuthenticator } from '@tessera/service-kit/caller';
import { expect, test, vi } from 'vitest';
import { compose } from '../src/compose.ts';
import { ada, keyed, startUserService } from './user-api.ts';

test('When someone registers, then they are signed in, services know them by the token, and the event goes out', async () => {
  const { api, baseUrl, published } = await startUserService();

  const { user, tokens } = await api.register({ ...keyed(), body: { ...ada, email: ' ADA@Example.com ' } });

  expect(user).toMatchObject({ email: 'ada@example.com', name: 'Ada', roles: ['customer'] });
  const authenticate = createAuthenticator({ jwksUrl: `${baseUrl}/.well-known/jwks.json`, issuer: 'tessera' });
  const get = (name: string) => (name === 'authorization' ? `Bearer ${tokens.accessToken}` : undefined);
  expect(await authenticate({ get } as never)).toEqual({ kind: 'customer', userId: user.id, roles: ['customer'] });
  expect(await api.getProfile({ caller: tokens })).toEqual(user);
  await vi.waitFor(() => expect(published).toMatchObject([{ type: 'user.registered', data: { userId: user.id } }]));
});

test('When the e-mail has an account, then registering says so and keeps the account as it is', async () => {
  const { api } = await startUserService();
  await api.register({ ...keyed(), body: ada });

  const again = api.register({ ...keyed(), body: { ...ada, name: 'Eve', password: 'another password' } });

  await expect(again).rejects.toMatchObject({
    status: 409,
    problem: { code: 'email-taken', errors: [{ path: 'email' }] },
  });
  expect((await api.login({ body: ada })).user.name).toBe('Ada');
});

test('When the password is right, then sign-in works whatever the case of the e-mail, and the event goes out', async () => {
  const { api, published } = await startUserService();
  await api.register({ ...keyed(), body: ada });
  expect((await api.login({ body: { email: ' Ada@EXAMPLE.com', password: ada.password } })).user.email).toBe(ada.email);
  await vi.waitFor(() => expect(published.map(({ type }) => type)).toEqual(['user.registered', 'user.logged-in']));
});

test('When e-mail or password is wrong, then the answer is the same for both', async () => {
  const { api } = await startUserService();
  await api.register({ ...keyed(), body: ada });
  const problems = [];
  for (const body of [
    { ...ada, password: 'wrong' },
    { ...ada, email: 'nobody@example.com' },
  ]) {
    problems.push(await api.login({ body }).catch((error) => error.problem));
  }
  expect(problems[0]).toMatchObject({ status: 401, code: 'wrong-credentials' });
  expect(problems[1]).toEqual(problems[0]);
});

test('When five passwords were wrong, then even the right one has to wait, from this address only', async () => {
  const { api, pass, baseUrl } = await startUserService();
  await api.register({ ...keyed(), body: ada });
  for (let n = 0; n < 5; n++) await api.login({ body: { ...ada, password: `wrong ${n}` } }).catch(() => {});

  const response = await fetch(`${baseUrl}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ada),
  });
  expect(response.status).toBe(429);
  expect(response.headers.get('retry-after')).toBe('30');
  expect(await response.json()).toMatchObject({
    code: 'locked-out',
    detail: expect.stringContaining('Wait 30 seconds'),
  });
  await api.login({ body: ada, headers: { 'x-forwarded-for': 'claimed, 10.1.1.1' } });

  pass(31);
  await api.login({ body: ada });
  await api.login({ body: { ...ada, password: 'wrong' } }).catch(() => {});
  await api.login({ body: ada });
});

test('When a token is changed, foreign or over, then the caller is asked to sign in', async () => {
  const { api, pass } = await startUserService();
  const other = await startUserService();
  const { tokens } = await api.register({ ...keyed(), body: ada });
  const foreign = (await other.api.register({ ...keyed(), body: ada })).tokens.accessToken;
  for (const accessToken of ['x', `${tokens.accessToken.slice(0, -6)}AAAAAA`, foreign]) {
    await expect(api.getProfile({ caller: { accessToken } })).rejects.toMatchObject({
      problem: { code: 'unauthenticated' },
    });
  }
  await expect(api.getProfile()).rejects.toMatchObject({ status: 401 });
  pass(16 * 60);
  await expect(api.getProfile({ caller: tokens })).rejects.toMatchObject({ status: 401 });
});

test('When the demo accounts are asked for, then they can sign in, and a second start changes nothing', async () => {
  const { api, config, deps } = await startUserService({ DEMO_DATA: 'on' });
  const shopper = await api.login({ body: { email: 'shopper@tessera.test', password: 'tessera-demo' } });
  expect((await api.listAddresses({ caller: shopper.tokens })).items).toMatchObject([{ isDefault: true }]);
  await api.updateProfile({ body: { name: 'Renamed' }, caller: shopper.tokens });

  await (await compose(config, deps)).close();

  expect(await api.getProfile({ caller: shopper.tokens })).toMatchObject({ name: 'Renamed' });
  const admin = await api.login({ body: { email: 'admin@tessera.test', password: 'tessera-demo' } });
  expect(admin.user.roles).toEqual(['customer', 'catalog-manager', 'admin']);
});

test('When everything runs, then the service is ready and describes itself', async () => {
  const { baseUrl } = await startUserService();
  expect((await fetch(`${baseUrl}/health/ready`)).status).toBe(200);
  const document = await (await fetch(`${baseUrl}/openapi.json`)).json();
  expect(Object.keys(document.paths)).toContain('/token/refresh');
});

test('When the database goes, then the service says that it is unavailable, not that something broke', async () => {
  const { api, baseUrl, mongo, send } = await startUserService();
  const { tokens } = await api.register({ ...keyed(), body: ada });
  await mongo.close();

  expect((await fetch(`${baseUrl}/health/ready`)).status).toBe(503);
  const calls = [
    send('POST', '/login', ada),
    send('POST', '/register', ada),
    send('POST', '/token/refresh', tokens),
    send('GET', '/profile', undefined, tokens.accessToken),
  ];
  for (const response of await Promise.all(calls)) expect(response.status).toBe(503);
  expect((await fetch(`${baseUrl}/.well-known/jwks.json`)).status).toBe(200);
});
