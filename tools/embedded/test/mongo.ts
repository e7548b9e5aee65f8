import mongoose, { type Connection, type Model, Schema } from 'mongoose';
import { startEmbeddedMongo } from '../mongo/server.ts';
import { temporaryFolder } from './temporary-folder.ts';

interface Member {
  email: string;
  name: string;
  logins: number;
  tags: string[];
  addresses: { city: string; isDefault: boolean }[];
}
const memberSchema = new Schema<Member>({
  email: { type: String, unique: true },
  name: String,
  logins: { type: Number, default: 0 },
  tags: [String],
  addresses: [{ city: String, isDefault: Boolean }],
});

export async function openMongo(dataDir = temporaryFolder()) {
  const server = await startEmbeddedMongo({ dataDir });
  const connection = await mongoose.createConnection(server.url).asPromise();
  const close = async () => {
    await connection.close();
    await server.close();
  };
  return { dataDir, server, connection, close };
}
export const membersOf = (connection: Connection): Model<Member> => connection.model<Member>('Member', memberSchema);
