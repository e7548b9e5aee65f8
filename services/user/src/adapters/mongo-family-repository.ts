import { type Connection, type Model, Schema } from 'mongoose';
import type { FamilyRepository } from '../domain/family-repository.ts';
import type { TokenFamily } from '../domain/refresh-token.ts';

type FamilyDocument = Omit<TokenFamily, 'id'> & { readonly _id: string };

const required = true;
const schema = new Schema(
  {
    _id: { type: String, required },
    userId: { type: String, required },
    key: { type: String, required },
    currentHash: { type: String, required },
    formerHash: { type: String, default: null },
    rotatedAt: { type: Date, required },
    expiresAt: { type: Date, required },
  },
  { versionKey: false, strict: 'throw', collection: 'token_families' },
).index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const familyModel = (connection: Connection): Model<FamilyDocument> =>
  (connection.models.TokenFamily as Model<FamilyDocument>) ??
  connection.model<FamilyDocument>('TokenFamily', schema as unknown as Schema<FamilyDocument>);

export function mongoFamilyRepository(connection: Connection): FamilyRepository {
  const families = familyModel(connection);
  return {
    async find(id) {
      const found = await families.findById(id).lean<FamilyDocument>();
      if (!found) return null;
      const { _id, ...fields } = found;
      return { id: _id, ...fields };
    },
    async insert({ id, ...fields }) {
      await families.create({ _id: id, ...fields });
    },
    async replace({ id, currentHash }, { id: _, ...next }) {
      const { matchedCount } = await families.updateOne({ _id: id, currentHash }, { $set: next });
      return matchedCount === 1;
    },
    async remove(id) {
      await families.deleteOne({ _id: id });
    },
  };
}
