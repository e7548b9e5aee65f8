import { randomInt } from 'node:crypto';

// Without 0/O, 1/I/L and U: nothing to mishear or misread.
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `T-7K3M9Q`: short enough for the phone, random so that nobody counts the orders. Uniqueness is the repository's. */
export const newOrderNumber = (): string =>
  `T-${Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`;
