import express, { type RequestHandler } from 'express';

/** Nothing in the contracts nests deeper; recursion over what does would overflow the stack. */
const MAX_DEPTH = 32;

/** Parses JSON of up to `limit` bytes, counted after inflating. */
export const jsonBody = (limit: string): RequestHandler =>
  express.json({
    limit,
    verify: (_req, _res, body) => {
      // body-parser keeps the type of an error that has one.
      if (isTooDeep(body)) throw Object.assign(new Error('JSON nested too deep'), { type: 'entity.too.deep' });
    },
  });

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [...Buffer.from('"\\[]{}')];

function isTooDeep(json: Buffer): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at];
    if (byte === QUOTE) inText = !inText;
    else if (inText) at += byte === BACKSLASH ? 1 : 0;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth += 1;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
