import type { Fault } from './problem.ts';

/** As much as any form, webhook or address can be. */
export const MAX_BODY_KB = 128;

const unavailable = {
  code: 'unavailable',
  detail: 'This part of the shop is starting or not reachable. Try again in a moment.',
};

/** What a gateway answers by itself. */
export const FAULTS = {
  badRequest: { status: 400, code: 'bad-request', detail: 'This is not a request that can be understood.' },
  notFound: { status: 404, code: 'not-found', detail: 'Nothing is served here.' },
  readOnly: { status: 405, code: 'method-not-allowed', detail: 'Releases are only read here.' },
  tooLarge: { status: 413, code: 'too-large', detail: `At most ${MAX_BODY_KB} kB can be sent at once.` },
  addressTooLong: { status: 414, code: 'address-too-long', detail: 'No address of the shop is that long.' },
  tooMany: { status: 429, code: 'too-many-requests', detail: 'That was a lot at once. Wait a moment and try again.' },
  headersTooLarge: {
    status: 431,
    code: 'headers-too-large',
    detail: 'Cookies or headers are too large: delete the cookies of this site.',
  },
  unavailable: { status: 503, ...unavailable },
  late: { status: 504, ...unavailable },
} as const satisfies Record<string, Fault>;
