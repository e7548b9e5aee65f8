import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { membersOf, openMongo } from '../test/mongo.ts';
import { runUntilKilled } from '../test/run-until-killed.ts';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { startEmbeddedMongo } from './server.ts';

describe("The embedded MongoDB's connections", () => {
  test('When a stranger sends something else or too much, then only its connection is closed', async () => {
    const { server, connection, close } = await openMongo();
    onTestFinished(close);
    const port = Number(new URL(server.url).port);
    for (const bytes of [
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      Buffer.from([0xff, 0xff, 0xff, 0x7f]),
      Buffer.alloc(64),
    ]) {
      const socket = connect(port, '127.0.0.1');
      socket.end(bytes);
      await new Promise((resolve) => socket.once('close', resolve));
    }
    await connection.collection('notes').insertOne({ text: 'still here' });
  });

  test('When a document comes in pieces, and many go out at once, then all arrive whole', async () => {
    const { connection, close } = await openMongo();
    onTestFinished(close);
    const notes = connection.collection('notes');
    const text = 'ü'.repeat(2_500_000);
    await notes.insertMany(Array.from({ length: 8 }, (_, n) => ({ n, text: `${n}${text}` })));

    const found = await notes.find().toArray();

    expect(found.map((note) => note.text === `${note.n}${text}`)).toEqual(Array(8).fill(true));
    await expect(notes.insertOne({ text: 'x'.repeat(17_000_000) })).rejects.toThrow();
    expect(await notes.countDocuments()).toBe(8);
  });
});

describe('The data of the embedded MongoDB', { timeout: 30_000 }, () => {
  test('When the process is killed, then every acknowledged write is there at the next start', async () => {
    const dataDir = temporaryFolder();
    const acknowledged = await runUntilKilled(new URL('../test/write-to-mongo.ts', import.meta.url), dataDir, 300);

    const { connection, close } = await openMongo(dataDir);
    onTestFinished(close);
    const writes = connection.collection('writes');
    expect(await writes.countDocuments({ changes: 1 })).toBeGreaterThanOrEqual(acknowledged);
  });

  test('When it is closed and opened, then documents keep their order and unique indexes their word', async () => {
    const first = await openMongo();
    await membersOf(first.connection).init();
    await membersOf(first.connection).insertMany(['b', 'a'].map((name) => ({ name, email: name })));
    await expect(startEmbeddedMongo({ dataDir: first.dataDir })).rejects.toThrow('in use by another process');
    await first.close();

    const { connection, close } = await openMongo(first.dataDir);
    onTestFinished(close);
    const members = membersOf(connection);
    expect((await members.find().lean()).map(({ name }) => name)).toEqual(['b', 'a']);
    await expect(connection.collection('members').insertOne({ email: 'a' })).rejects.toMatchObject({ code: 11000 });
  });
});
