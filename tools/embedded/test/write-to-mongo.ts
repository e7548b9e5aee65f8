import mongoose from 'mongoose';
import { startEmbeddedMongo } from '../mongo/server.ts';

const { url } = await startEmbeddedMongo({ dataDir: process.argv[2]! });
const connection = await mongoose.createConnection(url).asPromise();
const writes = connection.collection<{ _id: number; text: string; changes: number }>('writes');
for (let n = 1; ; n++) {
  await writes.insertOne({ _id: n, text: 'x'.repeat(2000), changes: 0 });
  await writes.updateOne({ _id: n }, { $inc: { changes: 1 } });
  process.send?.(n);
}
