import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const HEADER = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM' })).toString('base64url');

/**
 * A compact JWE (RFC 7516: `dir`, A256GCM) as any JOSE library reads it, made synchronously because a cookie has to be
 * set before the head of the answer goes. `purpose` parts the keys: one kind of cookie never opens as another.
 */
export function seal(value: unknown, secret: string, purpose: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, purpose), iv).setAAD(Buffer.from(HEADER));
  const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return [HEADER, '', ...[iv, text, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
}

/** What was sealed, or undefined for anything that is not whole and ours. */
export function unseal(sealed: string, secret: string, purpose: string): unknown {
  const [header, key, iv, text, tag] = sealed.split('.');
  if (header !== HEADER || key !== '' || !iv || !text || !tag) return undefined;
  try {
    const bytes = (part: string) => Buffer.from(part, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', keyFor(secret, purpose), bytes(iv), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(HEADER)).setAuthTag(bytes(tag));
    return JSON.parse(Buffer.concat([decipher.update(bytes(text)), decipher.final()]).toString('utf8'));
  } catch {
    return undefined;
  }
}

const keys = new Map<string, Buffer>();

/** Derived once: there are few secrets and few purposes, and every request opens a cookie. */
function keyFor(secret: string, purpose: string): Buffer {
  const name = `${purpose} ${secret}`;
  const known = keys.get(name);
  if (known) return known;
  const key = Buffer.from(hkdfSync('sha256', secret, '', `tessera ${purpose}`, 32));
  keys.set(name, key);
  return key;
}
