import type { Document } from 'bson';

/** Codes of MongoDB's `error_codes.yml` that this server answers with. */
const CODES = {
  BadValue: 2,
  FailedToParse: 9,
  TypeMismatch: 14,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  CursorNotFound: 43,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  UnknownField: 40415,
  UnrecognizedStage: 40324,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
} as const;

/** A refusal as MongoDB words it; drivers compare the code. */
export class MongoError extends Error {
  readonly codeName: keyof typeof CODES;
  readonly details: Document;

  constructor(codeName: keyof typeof CODES, message: string, details: Document = {}) {
    super(message);
    this.codeName = codeName;
    this.details = details;
  }

  get code(): number {
    return CODES[this.codeName];
  }

  /** As the answer of a whole command. */
  toReply(): Document {
    return { ok: 0, errmsg: this.message, code: this.code, codeName: this.codeName, ...this.details };
  }

  /** As one entry of `writeErrors`. */
  toWriteError(index: number): Document {
    return { index, code: this.code, errmsg: this.message, ...this.details };
  }

  /** What mingo throws is a fault of the request: an operator that it lacks, an operand of the wrong type. */
  static from(error: unknown): MongoError {
    if (error instanceof MongoError) return error;
    const message = error instanceof Error ? error.message : String(error);
    return new MongoError(message.includes("immutable field '_id'") ? 'ImmutableField' : 'BadValue', message);
  }
}
