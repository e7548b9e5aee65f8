import { newId } from '@tessera/service-kit/system';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectMongo, type Mongo } from '../src/adapters/mongo-connection.ts';
import { createIndexes } from '../src/adapters/mongo-indexes.ts';
import { mongoOutbox } from '../src/adapters/mongo-outbox.ts';
import { mongoUserRepository } from '../src/adapters/mongo-user-repository.ts';
import type { User } from '../src/domain/user.ts';
import { userEvents } from '../src/domain/user-events.ts';
import type { UserRepository } from '../src/domain/user-repository.ts';
import { onEachMongo } from './mongo-databases.ts';

onEachMongo('The user repository', (url) => {
  const events = userEvents({ clock: { now: () => new Date() }, newId });
  let mongo: Mongo;
  let users: UserRepository;
  let pokes = 0;
  beforeAll(async () => {
    mongo = await connectMongo(url(), createIndexes);
    users = mongoUserRepository({ connection: mongo.connection, onEvents: () => (pokes += 1) });
  });
  afterAll(() => mongo.close());
  beforeEach(async () => {
    await mongo.connection.collection('users').deleteMany({});
    pokes = 0;
  });

  const ada = (): User => ({
    id: newId(),
    email: 'ada@example.com',
    name: 'Ada',
    roles: ['customer'],
    passwordHash: '$argon2id$…',
    addresses: [],
    version: 1,
  });
  const outbox = () => mongoOutbox(mongo.connection);

  test('When an account is inserted, then it is found by id and e-mail, and its event waits', async () => {
    const user = ada();
    await users.insert({ user, events: [events.registered(user)] });

    expect(await users.findById(user.id)).toEqual(user);
    expect(await users.findByEmail('ada@example.com')).toEqual(user);
    expect(await users.findByEmail('bob@example.com')).toBeNull();
    expect((await outbox().take(10)).envelopes).toMatchObject([{ type: 'user.registered', subject: user.id }]);
    expect(pokes).toBe(1);
  });

  test('When an e-mail is taken, then neither the account nor its event is stored', async () => {
    const user = ada();
    await users.insert({ user, events: [] });
    const second = ada();
    await expect(users.insert({ user: second, events: [events.registered(second)] })).rejects.toMatchObject({
      code: 'email-taken',
    });
    const bob = { ...ada(), email: 'bob@example.com' };
    await users.insert({ user: bob, events: [] });
    const move = users.change(bob.id, (found) => ({
      user: { ...found, email: user.email },
      events: [events.updated(found)],
    }));
    await expect(move).rejects.toMatchObject({ code: 'email-taken' });
    expect((await outbox().take(10)).envelopes).toEqual([]);
  });

  test('When twenty changes come at once, then none is lost', async () => {
    const user = ada();
    await users.insert({ user, events: [] });
    const add = (n: number) =>
      users.change(user.id, (found) => ({
        user: { ...found, name: `${found.name}.` },
        events: n % 2 ? [events.updated(found)] : [],
      }));

    await Promise.all(Array.from({ length: 20 }, (_, n) => add(n)));

    expect(await users.findById(user.id)).toMatchObject({ name: `Ada${'.'.repeat(20)}`, version: 21 });
    expect((await outbox().take(100)).envelopes).toHaveLength(10);
  });

  test('When a batch was published, then only what was taken is forgotten', async () => {
    const user = ada();
    await users.insert({ user, events: [events.registered(user)] });
    const batch = await outbox().take(10);
    await users.change(user.id, (found) => ({ user: found, events: [events.loggedIn(found)] }));

    await batch.done();

    expect((await outbox().take(10)).envelopes).toMatchObject([{ type: 'user.logged-in' }]);
  });

  test('When two relays take the same events, then what came after them stays', async () => {
    const user = ada();
    await users.insert({ user, events: [events.registered(user)] });
    const batches = [await outbox().take(10), await outbox().take(10)];
    await users.change(user.id, (found) => ({ user: found, events: [events.loggedIn(found)] }));

    for (const batch of batches) await batch.done();

    expect((await outbox().take(10)).envelopes).toMatchObject([{ type: 'user.logged-in' }]);
  });

  test('When there is no such account, then a change is null', async () => {
    expect(await users.change(newId(), (user) => ({ user, events: [] }))).toBeNull();
  });
});
