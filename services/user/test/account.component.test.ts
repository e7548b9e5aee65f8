import { newId } from '@tessera/service-kit/system';
import { expect, test, vi } from 'vitest';
import { ada, home, keyed, startUserService } from './user-api.ts';

async function signedIn() {
  const service = await startUserService();
  const { tokens, user } = await service.api.register({ ...keyed(), body: ada });
  return { ...service, caller: tokens, user };
}

test('When name and e-mail change, then others hear of it once, and the new e-mail signs in', async () => {
  const { api, caller, published } = await signedIn();
  await api.updateProfile({ body: { name: 'Ada Lovelace', email: 'ADA@new.example' }, caller });
  await api.updateProfile({ body: { name: 'Ada Lovelace' }, caller });
  await api.updateProfile({ body: {}, caller });

  await api.login({ body: { ...ada, email: 'ada@new.example' } });
  await vi.waitFor(() =>
    expect(published.map(({ type }) => type)).toEqual(['user.registered', 'user.updated', 'user.logged-in']),
  );
  expect(published[1]?.data).toMatchObject({ name: 'Ada Lovelace', email: 'ada@new.example' });
});

test("When someone takes another's e-mail, then it is refused", async () => {
  const { api, caller } = await signedIn();
  await api.register({ ...keyed(), body: { ...ada, email: 'bob@example.com' } });
  await expect(api.updateProfile({ body: { email: 'bob@example.com' }, caller })).rejects.toMatchObject({
    status: 409,
  });
});

test('When addresses come and go, then exactly one is the default', async () => {
  const { api, caller } = await signedIn();
  const defaults = async () =>
    (await api.listAddresses({ caller })).items.map(({ city, isDefault }) => `${city}${isDefault ? '*' : ''}`);
  const first = await api.addAddress({ ...keyed(), body: home, caller });
  await api.addAddress({ ...keyed(), body: { ...home, city: 'Graz' }, caller });
  expect(await defaults()).toEqual(['Vienna*', 'Graz']);
  const third = await api.addAddress({ ...keyed(), body: { ...home, city: 'Linz', isDefault: true }, caller });
  expect(await defaults()).toEqual(['Vienna', 'Graz', 'Linz*']);
  await api.updateAddress({ params: { id: third.id }, body: { ...home, city: 'Wels', isDefault: false }, caller });
  expect(await defaults()).toEqual(['Vienna', 'Graz', 'Wels*']);
  await api.deleteAddress({ params: { id: third.id }, caller });
  expect(await defaults()).toEqual(['Vienna*', 'Graz']);
  await api.deleteAddress({ params: { id: first.id }, caller });
  expect(await defaults()).toEqual(['Graz*']);
});

test('When twenty-five addresses are added at once, then twenty are kept and the rest is told why', async () => {
  const { api, caller } = await signedIn();
  const add = () =>
    api.addAddress({ ...keyed(), body: home, caller }).then(
      () => 'added',
      (error) => error.problem.code,
    );
  const results = await Promise.all(Array.from({ length: 25 }, add));
  expect(results.filter((result) => result === 'added')).toHaveLength(20);
  expect(results.filter((result) => result === 'too-many-addresses')).toHaveLength(5);
  const { items } = await api.listAddresses({ caller });
  expect(items.filter(({ isDefault }) => isDefault)).toHaveLength(1);
});

test("When the address is another's or nobody's, then it is not found", async () => {
  const { api, caller } = await signedIn();
  const { id } = await api.addAddress({ ...keyed(), body: home, caller });
  const bob = (await api.register({ ...keyed(), body: { ...ada, email: 'bob@example.com' } })).tokens;
  for (const params of [{ id }, { id: newId() }]) {
    await expect(api.updateAddress({ params, body: home, caller: bob })).rejects.toMatchObject({ status: 404 });
    await expect(api.deleteAddress({ params, caller: bob })).rejects.toMatchObject({ status: 404 });
  }
  expect((await api.listAddresses({ caller })).items).toHaveLength(1);
});

const wrong: Record<string, unknown[]> = {
  email: [undefined, null, 7, '', 'ada', 'a@b', `${'a'.repeat(250)}@b.example`, { $gt: '' }, ['a@b.example']],
  name: [undefined, null, 7, '', '   ', 'x'.repeat(101), 'a\0b', '\ud800', {}],
  password: [undefined, null, 1234567890, 'short', 'x'.repeat(201), { $ne: '' }],
};
test('When a field of registration is wrong, then the problem names it and nothing is stored', async () => {
  const { send, published } = await startUserService();
  for (const [field, values] of Object.entries(wrong)) {
    for (const value of values) {
      const response = await send('POST', '/register', { ...ada, [field]: value });
      expect(response.status, `${field}: ${JSON.stringify(value)?.slice(0, 40)}`).toBe(400);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(await response.json()).toMatchObject({ code: 'invalid-input', errors: [{ path: field }] });
    }
  }
  expect(published).toEqual([]);
});

test('When a field of sign-in or an address is wrong, then the answer is a 400 that names it', async () => {
  const { send, caller } = await signedIn();
  const bodies: [string, string, unknown, string][] = [
    ['POST', '/login', { email: { $gt: '' }, password: 'x' }, 'email'],
    ['POST', '/login', { email: ada.email, password: { $ne: '' } }, 'password'],
    ['POST', '/token/refresh', { refreshToken: ['x'] }, 'refreshToken'],
    ['POST', '/logout', {}, 'refreshToken'],
    ['PATCH', '/profile', { email: 'nonsense' }, 'email'],
    ['PATCH', '/profile', { name: '' }, 'name'],
    ...Object.keys(home).map((field): [string, string, unknown, string] => [
      'POST',
      '/addresses',
      { ...home, [field]: '' },
      field,
    ]),
    ['POST', '/addresses', { ...home, country: 'Austria' }, 'country'],
    ['POST', '/addresses', { ...home, line2: 'x'.repeat(121) }, 'line2'],
    ['POST', '/addresses', { ...home, isDefault: 'yes' }, 'isDefault'],
    ['PUT', '/addresses/not-an-id', home, 'id'],
    ['DELETE', '/addresses/%7B%7D', undefined, 'id'],
  ];
  for (const [method, path, body, field] of bodies) {
    const response = await send(method, path, body, caller.accessToken);
    expect(response.status, `${method} ${path} ${field}`).toBe(400);
    expect((await response.json()).errors[0].path).toBe(field);
  }
});

test('When roles or an id are smuggled in, then they are left out', async () => {
  const { send } = await startUserService();
  const response = await send('POST', '/register', { ...ada, roles: ['admin'], id: newId(), version: 9 });
  expect((await response.json()).user.roles).toEqual(['customer']);
});

test('When a registration or an address comes again with its key, then there is one of it, and the answer says so', async () => {
  const { baseUrl, published } = await startUserService();
  const post = async (path: string, key: string, body: object, accessToken = '') => {
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': key,
      authorization: `Bearer ${accessToken}`,
    };
    const answer = await fetch(baseUrl + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, replayed: answer.headers.get('idempotent-replayed'), body: await answer.json() };
  };
  const key = newId();
  const answers = await Promise.all([1, 2, 3].map(() => post('/register', key, ada)));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(new Set(answers.map(({ body }) => body.user.id)).size).toBe(1);
  expect(answers.filter(({ replayed }) => replayed === 'true')).toHaveLength(2);
  const reused = { status: 422, body: { code: 'idempotency-key-reused' } };
  expect(await post('/register', key, { ...ada, password: 'another password' })).toMatchObject(reused);
  await expect.poll(() => published.filter(({ type }) => type === 'user.registered')).toHaveLength(1);

  const { accessToken } = answers[0]?.body.tokens ?? {};
  const first = await post('/addresses', key, home, accessToken);
  expect(await post('/addresses', key, home, accessToken)).toEqual({ ...first, replayed: 'true' });
  expect(await post('/addresses', key, { ...home, city: 'Graz' }, accessToken)).toMatchObject(reused);
});
