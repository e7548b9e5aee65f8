import { calculateObjectSize, type Document, deserialize, serialize, setInternalBufferSize } from 'bson';

/** MongoDB's wire protocol, https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/ */
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
const HEADER_LENGTH = 16;

export interface Request {
  readonly command: Document;
  /** Null when the client wants no answer. */
  reply(body: Document): Buffer | null;
}

let lastRequestId = 0;

function frame(opCode: number, responseTo: number, body: Uint8Array[]): Buffer {
  const header = Buffer.alloc(HEADER_LENGTH);
  header.writeInt32LE(HEADER_LENGTH + body.reduce((sum, part) => sum + part.length, 0), 0);
  lastRequestId = (lastRequestId + 1) & 0x7fffffff;
  header.writeInt32LE(lastRequestId, 4);
  header.writeInt32LE(responseTo, 8);
  header.writeInt32LE(opCode, 12);
  return Buffer.concat([header, ...body]);
}

/** An answer may be larger than one document, and bson's buffer is made for one. */
function encode(body: Document): Uint8Array {
  setInternalBufferSize(calculateObjectSize(body));
  return serialize(body);
}

/** Sections of kind 1 carry what belongs in an array of the command: the documents of an insert. */
function readSections(message: Buffer, end: number): Document {
  let command: Document = {};
  const sequences: Document = {};
  for (let at = HEADER_LENGTH + 4; at < end; ) {
    const kind = message.readUInt8(at);
    const size = message.readInt32LE(at + 1);
    if (size < 5 || at + 1 + size > end) throw new RangeError('A section reaches beyond its message');
    const section = message.subarray(at + 1, at + 1 + size);
    if (kind === 0) command = deserialize(section);
    else if (kind === 1) {
      const nameEnd = section.indexOf(0, 4);
      const documents: Document[] = [];
      for (let from = nameEnd + 1; from < size; from += section.readInt32LE(from)) {
        documents.push(deserialize(section.subarray(from, from + section.readInt32LE(from))));
      }
      sequences[section.toString('utf8', 4, nameEnd)] = documents;
    } else throw new RangeError(`There is no section of kind ${kind}`);
    at += 1 + size;
  }
  return { ...command, ...sequences };
}

function readMsg(message: Buffer): Request {
  const requestId = message.readInt32LE(4);
  const flags = message.readUInt32LE(HEADER_LENGTH);
  const end = message.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  return {
    command: readSections(message, end),
    reply: (body) =>
      flags & MORE_TO_COME ? null : frame(OP_MSG, requestId, [Buffer.from([0, 0, 0, 0, 0]), encode(body)]),
  };
}

/** Drivers still say hello with the message of old, because they don't know yet whom they talk to. */
function readQuery(message: Buffer): Request {
  const requestId = message.readInt32LE(4);
  const nameEnd = message.indexOf(0, HEADER_LENGTH + 4);
  const from = nameEnd + 1 + 8;
  const command = deserialize(message.subarray(from, from + message.readInt32LE(from)));
  const head = Buffer.alloc(20);
  head.writeInt32LE(1, 16);
  return {
    command: { ...command, $db: message.toString('utf8', HEADER_LENGTH + 4, nameEnd).split('.')[0] },
    reply: (body) => frame(OP_REPLY, requestId, [head, encode(body)]),
  };
}

/** Reads one whole message. Throws for what is not MongoDB's protocol. */
export function readMessage(message: Buffer): Request {
  const opCode = message.readInt32LE(12);
  if (opCode === OP_MSG) return readMsg(message);
  if (opCode === OP_QUERY) return readQuery(message);
  throw new RangeError(`Operation ${opCode} is not supported`);
}
