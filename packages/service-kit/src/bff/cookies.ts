import type { CookieOptions, Request, Response } from 'express';

/** The value of one cookie, or undefined. */
export function readCookie(req: Request, name: string): string | undefined {
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}

/** Sets a cookie in place of what this answer already sets by that name; `undefined` clears it. */
export function writeCookie(res: Response, name: string, value: string | undefined, options: CookieOptions): void {
  const others = [res.getHeader('set-cookie') ?? []].flat().map(String);
  res.removeHeader('set-cookie');
  for (const other of others) if (!other.startsWith(`${name}=`)) res.append('set-cookie', other);
  const common: CookieOptions = { httpOnly: true, sameSite: 'lax', path: '/', ...options };
  if (value === undefined) res.clearCookie(name, { ...common, maxAge: undefined });
  else res.cookie(name, value, { ...common, encode: String });
}
