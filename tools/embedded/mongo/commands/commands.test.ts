import type { Connection } from 'mongoose';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { membersOf, openMongo } from '../../test/mongo.ts';

describe('The embedded MongoDB, through mongoose', () => {
  let connection: Connection;
  let members: ReturnType<typeof membersOf>;
  beforeEach(async () => {
    const opened = await openMongo();
    onTestFinished(opened.close);
    connection = opened.connection;
    members = membersOf(connection);
    await members.init();
  });
  const ada = {
    email: 'ada@example.com',
    name: 'Ada',
    tags: ['a', 'b'],
    addresses: [{ city: 'Linz', isDefault: true }],
  };

  test('When a document is saved, then it is found by any field, by its id, and counted', async () => {
    const { _id } = await members.create(ada);
    await members.create({ ...ada, email: 'bob@example.com', name: 'Bob' });

    expect((await members.findById(_id))?.toObject()).toMatchObject({ ...ada, logins: 0 });
    expect(await members.findOne({ 'addresses.city': 'Linz', name: /^B/ }).lean()).toMatchObject({ name: 'Bob' });
    expect(await members.countDocuments({ email: { $in: ['bob@example.com'] } })).toBe(1);
    expect(await members.estimatedDocumentCount()).toBe(2);
    expect(await members.distinct('tags')).toEqual(['a', 'b']);
  });

  test('When many are asked for, then sort, skip, limit and projection are kept', async () => {
    await members.insertMany([3, 1, 2].map((logins) => ({ ...ada, email: `${logins}@example.com`, logins })));

    const found = await members.find().sort({ logins: -1 }).skip(1).limit(1).select('logins -_id').lean();

    expect(found).toEqual([{ logins: 2 }]);
    const batches = [];
    for await (const member of members.find().cursor({ batchSize: 1 })) batches.push(member.logins);
    expect(batches).toEqual([3, 1, 2]);
  });

  test('When a unique value comes twice, then E11000 names the index and the value', async () => {
    await members.create(ada);

    const again = members.create(ada);
    await expect(again).rejects.toMatchObject({
      code: 11000,
      keyPattern: { email: 1 },
      keyValue: { email: ada.email },
    });
    await expect(again).rejects.toThrow('E11000 duplicate key error collection: tessera.members index: email_1');
    const { _id } = (await members.findOne({ email: ada.email }).lean())!;
    await expect(members.create({ ...ada, email: 'same-id@example.com', _id })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { _id: 1 },
    });
    const moved = await members.create({ ...ada, email: 'bob@example.com' });
    await expect(members.updateOne({ _id: moved._id }, { email: ada.email })).rejects.toMatchObject({ code: 11000 });
    await expect(members.findByIdAndUpdate(moved._id, { email: ada.email })).rejects.toMatchObject({ code: 11000 });
    await members.deleteOne({ email: ada.email });
    await members.create(ada);
  });

  test('When an insert of many meets a fault, then unordered ones go on', async () => {
    const many = [ada, ada, { ...ada, email: 'bob@example.com' }];
    await expect(members.insertMany(many, { ordered: false })).rejects.toMatchObject({ code: 11000 });
    expect(await members.countDocuments()).toBe(2);
  });

  test('When documents are updated, then operators, positions and counts are right', async () => {
    const { _id } = await members.create(ada);
    await members.updateOne({ _id }, { $inc: { logins: 2 }, $push: { tags: 'c' }, $set: { name: 'Ada L.' } });
    await members.updateOne({ _id }, { $pull: { tags: { $in: ['a'] } }, $push: { addresses: { city: 'Graz' } } });
    await members.updateOne({ _id, 'addresses.city': 'Graz' }, { $set: { 'addresses.$.isDefault': false } });
    await members.updateOne(
      { _id },
      { $set: { 'addresses.$[at].city': 'Wien' } },
      { arrayFilters: [{ 'at.city': 'Linz' }] },
    );

    const member = await members.findById(_id).lean();
    expect(member).toMatchObject({ logins: 2, tags: ['b', 'c'], name: 'Ada L.' });
    expect(member?.addresses).toMatchObject([
      { city: 'Wien', isDefault: true },
      { city: 'Graz', isDefault: false },
    ]);
    expect(await members.updateOne({ _id }, { name: 'Ada L.' })).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
    expect(await members.updateMany({ name: 'nobody' }, { logins: 1 })).toMatchObject({ matchedCount: 0 });
    await expect(connection.collection('members').updateOne({}, { $set: { _id: 'other' } })).rejects.toMatchObject({
      code: 66,
    });
  });

  test('When an upsert finds nothing, then it inserts what filter and update say', async () => {
    const upsert = () =>
      members.findOneAndUpdate(
        { email: ada.email },
        { $inc: { logins: 1 }, $setOnInsert: { name: 'new' }, $push: { tags: 'x' } },
        { upsert: true, returnDocument: 'after' },
      );
    expect((await upsert()).toObject()).toMatchObject({ email: ada.email, name: 'new', logins: 1, tags: ['x'] });
    expect((await upsert()).toObject()).toMatchObject({ name: 'new', logins: 2, tags: ['x', 'x'] });
    const { upsertedId } = await members.updateOne({ email: 'b@example.com' }, { name: 'B' }, { upsert: true });
    expect(await members.exists({ _id: upsertedId! })).toBeTruthy();
  });

  test('When twenty raise one number at once, then no raise is lost', async () => {
    const { _id } = await members.create(ada);
    await Promise.all(Array.from({ length: 20 }, () => members.updateOne({ _id }, { $inc: { logins: 1 } })));
    expect((await members.findById(_id))?.logins).toBe(20);
  });

  test('When one is taken with findOneAndDelete or replaced, then the answer is the former one', async () => {
    await members.create(ada, { ...ada, email: 'z@example.com', logins: 5 });
    const first = await members
      .findOneAndDelete({}, { sort: { logins: -1 }, projection: { logins: 1, _id: 0 } })
      .lean();
    expect(first).toEqual({ logins: 5 });
    const former = await members.findOneAndReplace({ email: ada.email }, { email: 'new@example.com' });
    expect(former?.email).toBe(ada.email);
    expect(await members.find().lean()).toMatchObject([{ email: 'new@example.com' }]);
  });

  test('When documents are aggregated, then groups are computed and nothing stored is changed', async () => {
    await members.insertMany([1, 2, 3].map((logins) => ({ ...ada, email: `${logins}@example.com`, logins })));
    const sums = await members.aggregate([
      { $match: { logins: { $gte: 2 } } },
      { $set: { name: 'changed' } },
      { $group: { _id: '$name', sum: { $sum: '$logins' } } },
    ]);
    expect(sums).toEqual([{ _id: 'changed', sum: 5 }]);
    expect(await members.countDocuments({ name: 'changed' })).toBe(0);
  });

  test('When indexes and collections are listed, made and dropped, then the lists agree', async () => {
    const unique = { name: 'email_1', key: { email: 1 }, unique: true };
    expect(await members.listIndexes()).toMatchObject([{ name: '_id_' }, unique]);
    await expect(connection.collection('members').createIndex({ email: 1 })).rejects.toMatchObject({ code: 86 });
    await expect(connection.collection('members').createIndex({ name: 'text' })).rejects.toMatchObject({ code: 67 });
    expect((await connection.listCollections()).map(({ name }) => name)).toEqual(['members']);
    await connection.dropCollection('members');
    expect(await connection.listCollections()).toEqual([]);
  });

  test('When something is asked that it lacks, then it says so instead of doing half', async () => {
    const db = connection.db!;
    await expect(db.command({ mapReduce: 'members' })).rejects.toMatchObject({ code: 59, codeName: 'CommandNotFound' });
    await expect(members.find().collation({ locale: 'de' })).rejects.toMatchObject({ code: 40415 });
    await expect(members.find({ $where: 'true' } as never)).rejects.toMatchObject({ code: 2 });
    await expect(members.aggregate([{ $match: {} }, { $out: 'other' }])).rejects.toMatchObject({ code: 40324 });
    const session = await connection.startSession();
    await expect(session.withTransaction(() => members.create([ada], { session }))).rejects.toMatchObject({
      originalError: { code: 20 },
    });
    await session.endSession();
  });
});
