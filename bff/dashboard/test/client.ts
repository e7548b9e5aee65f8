import type { World } from './world.ts';

/** A browser with and without JavaScript, as far as the BFF can tell. */
export const clientOf = (world: World, cookie = '') => ({
  get: (path: string) => fetch(world.url + path, { headers: { cookie } }),
  send: (path: string, body: unknown) =>
    fetch(world.url + path, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify(body),
    }),
  submit: (path: string, fields: Record<string, string>) =>
    fetch(world.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        cookie,
        origin: world.url,
        referer: `${world.url}/account`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(fields),
    }),
});

/** What the browser sends after an answer that set cookies. */
export function cookiesAfter(cookie: string, response: Response): string {
  const jar = new Map(cookie.split('; ').map((pair) => [pair.split('=')[0], pair] as const));
  for (const set of response.headers.getSetCookie()) {
    const pair = set.split(';')[0] as string;
    jar.set(pair.split('=')[0] as string, pair);
  }
  return [...jar.values()].join('; ');
}
