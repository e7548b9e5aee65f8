/** A parameter of the path that matched is always there. */
export type PathParams = Readonly<Record<string, string>> & Readonly<Record<'slug' | 'orderId', string>>;

/** Decoded parameters when `path` has the shape of `pattern` (`/orders/:orderId`), else undefined. */
export function matchPath(pattern: string, path: string): PathParams | undefined {
  const expected = segments(pattern);
  const actual = segments(path);
  if (expected.length !== actual.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of expected.entries()) {
    const value = decode(actual[index] as string);
    if (!value) return undefined;
    if (segment.startsWith(':')) params[segment.slice(1)] = value;
    else if (segment !== value) return undefined;
  }
  return params as PathParams;
}

const segments = (path: string) => path.replace(/\/$/, '').split('/').slice(1);

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
