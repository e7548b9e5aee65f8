/** What MongoDB announces as `maxMessageSizeBytes`. */
export const MAX_MESSAGE_BYTES = 48_000_000;

/** Cuts what comes in from a socket into whole messages. Throws when one announces an impossible length. */
export function createMessageStream(): (chunk: Buffer) => Buffer[] {
  let chunks: Buffer[] = [];
  let length = 0;
  return (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    const messages: Buffer[] = [];
    while (length >= 4) {
      if (chunks[0]!.length < 4) chunks = [Buffer.concat(chunks)];
      const size = chunks[0]!.readInt32LE(0);
      if (size < 21 || size > MAX_MESSAGE_BYTES) throw new RangeError(`A message can't have ${size} bytes`);
      if (length < size) break;
      const all = Buffer.concat(chunks);
      messages.push(all.subarray(0, size));
      chunks = [all.subarray(size)];
      length -= size;
    }
    return messages;
  };
}
