import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { UpstreamUnavailable } from '@tessera/service-kit/upstream-error';
import type { Passwords } from '../domain/passwords.ts';

// OWASP's choice for Argon2id: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
const MEMORY_KIB = 19 * 1024;
const PASSES = 2;
const PARALLELISM = 1;
const HASH_BYTES = 32;
const SALT_BYTES = 16;
const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/;

/** Half of libuv's threads: a rush of sign-ins must not keep the others waiting that verify everybody's tokens. */
const AT_ONCE = 2;
/** Who comes later than these would be answered after all deadlines. */
const MAX_WAITING = 50;

const onThreadPool = promisify((parameters: Argon2Parameters, done: (error: Error | null, hash: Buffer) => void) =>
  argon2('argon2id', parameters, done),
);
let running = 0;
const waiting: (() => void)[] = [];

async function derive(parameters: Argon2Parameters): Promise<Buffer> {
  if (waiting.length >= MAX_WAITING) throw new UpstreamUnavailable('Time to hash one more password');
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await onThreadPool(parameters);
  } finally {
    // The turn goes to the next in line, if there is one.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
// The same password typed on another keyboard may come as other code points.
const normalise = (password: string) => password.normalize('NFKC');

async function hash(password: string): Promise<string> {
  const nonce = randomBytes(SALT_BYTES);
  const derived = await derive({
    message: normalise(password),
    nonce,
    memory: MEMORY_KIB,
    passes: PASSES,
    parallelism: PARALLELISM,
    tagLength: HASH_BYTES,
  });
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${PARALLELISM}$${base64(nonce)}$${base64(derived)}`;
}

async function matches(password: string, phc: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, expected] = PHC.exec(phc) ?? [];
  if (!salt || !expected) throw new Error('A stored password hash is not Argon2id in PHC form');
  const wanted = Buffer.from(expected, 'base64');
  const derived = await derive({
    message: normalise(password),
    nonce: Buffer.from(salt, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: wanted.length,
  });
  return timingSafeEqual(derived, wanted);
}

/** Argon2id of node:crypto, kept as PHC strings, so that parameters can change without losing anyone's password. */
export async function argon2Passwords(): Promise<Passwords> {
  const nobodys = await hash(randomBytes(16).toString('hex'));
  return {
    hash,
    async verify(password, phc) {
      const right = await matches(password, phc ?? nobodys);
      return right && phc !== undefined;
    },
  };
}
