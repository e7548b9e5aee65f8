import { afterAll, beforeAll, expect, test } from 'vitest';
import { mongoAttemptLog } from '../src/adapters/mongo-attempt-log.ts';
import { connectMongo, type Mongo } from '../src/adapters/mongo-connection.ts';
import { mongoFamilyRepository } from '../src/adapters/mongo-family-repository.ts';
import { createIndexes } from '../src/adapters/mongo-indexes.ts';
import { newFamily } from '../src/domain/refresh-token.ts';
import { onEachMongo } from './mongo-databases.ts';

onEachMongo('Token families and the attempt log', (url) => {
  let mongo: Mongo;
  beforeAll(async () => {
    mongo = await connectMongo(url(), createIndexes);
  });
  afterAll(() => mongo.close());
  const now = new Date('2026-01-01T12:00:00Z');

  test('When two rotate the same family, then one of them is told that it was late', async () => {
    const families = mongoFamilyRepository(mongo.connection);
    const { family } = newFamily('0199-user', now);
    await families.insert(family);
    expect(await families.find(family.id)).toEqual(family);
    const next = { ...family, currentHash: 'next', formerHash: family.currentHash };

    expect(await families.replace(family, next)).toBe(true);
    expect(await families.replace(family, { ...next, currentHash: 'other' })).toBe(false);
    expect(await families.find(family.id)).toEqual(next);
    await families.remove(family.id);
    expect(await families.find(family.id)).toBeNull();
  });

  test('When thirty guesses come at once, then five are looked at and the rest is locked out', async () => {
    const attempts = mongoAttemptLog(mongo.connection);
    const guess = () =>
      attempts.begin('ada@example.com', '10.0.0.1', now).then(
        () => 'tried',
        (error) => error.code,
      );
    const results = await Promise.all(Array.from({ length: 30 }, guess));

    expect(results.filter((result) => result === 'tried')).toHaveLength(5);
    expect(results.filter((result) => result === 'locked-out')).toHaveLength(25);
    await attempts.begin('ada@example.com', '10.0.0.2', now);
    await attempts.begin('bob@example.com', '10.0.0.1', now);
    await attempts.begin('ada@example.com', '10.0.0.1', new Date(now.getTime() + 30_001));
    await expect(attempts.begin('ada@example.com', '10.0.0.1', new Date(now.getTime() + 60_000))).rejects.toThrow(
      '31 seconds',
    );
    await attempts.succeeded('ada@example.com', '10.0.0.1');
    await attempts.begin('ada@example.com', '10.0.0.1', now);
  });
});
