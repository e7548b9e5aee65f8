import { describe, expect, test } from 'vitest';
import { ada, keyed, startUserService } from './user-api.ts';

describe('A refresh token', () => {
  const refused = { status: 401, problem: { code: 'session-expired' } };
  async function signedIn() {
    const service = await startUserService();
    const { tokens } = await service.api.register({ ...keyed(), body: ada });
    const refresh = (refreshToken: string) =>
      service.api.refresh({ body: { refreshToken } }).then((next) => next.tokens);
    return { ...service, tokens, refresh };
  }

  test('When it is exchanged, then the next one works and the account is as it is now', async () => {
    const { api, tokens, refresh, pass } = await signedIn();
    await api.updateProfile({ body: { name: 'Ada L.' }, caller: tokens });
    pass(20 * 60);

    const next = await refresh(tokens.refreshToken);

    expect(await api.getProfile({ caller: next })).toMatchObject({ name: 'Ada L.' });
    expect(next.refreshToken).not.toBe(tokens.refreshToken);
    expect((await refresh(next.refreshToken)).refreshToken).not.toBe(next.refreshToken);
  });

  test('When several come with the same one at once, then all get the same successor', async () => {
    const { tokens, refresh, pass } = await signedIn();
    const all = await Promise.all(Array.from({ length: 8 }, () => refresh(tokens.refreshToken)));
    pass(9);
    all.push(await refresh(tokens.refreshToken));

    expect(new Set(all.map(({ refreshToken }) => refreshToken)).size).toBe(1);
    await refresh(all[0]!.refreshToken);
  });

  test('When one is used again later, then the whole family is revoked', async () => {
    const { tokens, refresh, pass } = await signedIn();
    const next = await refresh(tokens.refreshToken);
    pass(11);

    await expect(refresh(tokens.refreshToken)).rejects.toMatchObject(refused);
    await expect(refresh(next.refreshToken)).rejects.toMatchObject(refused);
  });

  test('When it was not used for a month, then it is over', async () => {
    const { tokens, refresh, pass } = await signedIn();
    pass(30 * 86_400);
    await expect(refresh(tokens.refreshToken)).rejects.toMatchObject(refused);
  });

  test('When the shopper signs out, then it is over, and signing out twice is fine', async () => {
    const { api, tokens, refresh } = await signedIn();
    const other = await api.login({ body: ada });
    await api.logout({ body: tokens });
    await api.logout({ body: tokens });
    await api.logout({ body: { refreshToken: 'nonsense' } });

    await expect(refresh(tokens.refreshToken)).rejects.toMatchObject(refused);
    await refresh(other.tokens.refreshToken);
  });

  test('When it is not one of ours, then it is refused', async () => {
    const { refresh } = await signedIn();
    for (const token of ['', 'x', `${'a'.repeat(24)}.${'b'.repeat(43)}`, '{"$gt":""}']) {
      await expect(refresh(token)).rejects.toMatchObject(refused);
    }
  });

  test('When the service starts again with the same folder, then sessions go on', async () => {
    const { tokens, api, config } = await signedIn();
    const again = await startUserService({ DATA_DIR: config.dataDir, DATABASE_URL: config.databaseUrl });
    expect(await again.api.getProfile({ caller: tokens })).toEqual(await api.getProfile({ caller: tokens }));
  });
});
