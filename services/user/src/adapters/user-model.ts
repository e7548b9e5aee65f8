import type { EventEnvelope } from '@tessera/contracts/events/event';
import { type Connection, type Model, Schema } from 'mongoose';
import type { User } from '../domain/user.ts';

/** An account as MongoDB keeps it: with the events of its changes, so that one atomic write holds both. */
export interface UserDocument extends Omit<User, 'id'> {
  readonly _id: string;
  readonly outbox: readonly EventEnvelope[];
}

const address = new Schema(
  {
    id: { type: String, required: true },
    name: String,
    line1: String,
    line2: String,
    postalCode: String,
    city: String,
    country: String,
    isDefault: Boolean,
  },
  { _id: false },
);

const schema = new Schema(
  {
    _id: { type: String, required: true },
    email: { type: String, required: true },
    name: { type: String, required: true },
    roles: [String],
    passwordHash: { type: String, required: true },
    addresses: [address],
    version: { type: Number, required: true },
    outbox: [Schema.Types.Mixed],
  },
  { versionKey: false, strict: 'throw', collection: 'users' },
)
  .index({ email: 1 }, { unique: true })
  // The relay asks each second for the few accounts that have something to send.
  .index({ 'outbox.id': 1 }, { sparse: true });

export const userModel = (connection: Connection): Model<UserDocument> =>
  (connection.models.User as Model<UserDocument>) ??
  connection.model<UserDocument>('User', schema as unknown as Schema<UserDocument>);
