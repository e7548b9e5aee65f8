/** The shopper's cookies during one request: what the browser sent, overlaid with what BFFs have set since. */
export interface CookieJar {
  get(name: string): string | undefined;
  /** For the `Cookie` header of the next call. */
  header(): string;
  /** Remembers a `Set-Cookie` line, for later calls and for the response. */
  set(line: string): void;
  readonly setLines: readonly string[];
}

export function createCookieJar(sent = ''): CookieJar {
  const cookies = new Map<string, string>();
  for (const pair of sent.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0) cookies.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  }
  const lines = new Map<string, string>();
  return {
    get: (name) => cookies.get(name),
    header: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    set(line) {
      const [pair = '', ...attributes] = line.split(';');
      const at = pair.indexOf('=');
      if (at < 1) return;
      const name = pair.slice(0, at).trim();
      const value = pair.slice(at + 1).trim();
      lines.set(name, line);
      if (isExpired(attributes)) cookies.delete(name);
      else cookies.set(name, value);
    },
    get setLines() {
      return [...lines.values()];
    },
  };
}

function isExpired(attributes: string[]): boolean {
  const read = (name: string) =>
    attributes
      .map((each) => each.trim())
      .find((each) => each.toLowerCase().startsWith(`${name}=`))
      ?.slice(name.length + 1);
  const maxAge = read('max-age');
  if (maxAge !== undefined) return Number(maxAge) <= 0;
  const expires = read('expires');
  return expires !== undefined && Date.parse(expires) <= Date.now();
}
