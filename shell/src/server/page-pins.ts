import type { CookieJar } from './cookie-jar.ts';

/** `catalog@1.2.3,orders@2.0.0`: what the tab runs that navigates. Its browser sets it before each navigation. */
const PAGE_COOKIE = 'tessera_page';

/** Version by remote. */
export function pagePins(cookies: CookieJar): ReadonlyMap<string, string> {
  const pairs = decode(cookies.get(PAGE_COOKIE) ?? '').split(',');
  return new Map(pairs.map((pair) => pair.split('@')).filter((pair): pair is [string, string] => pair.length === 2));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
