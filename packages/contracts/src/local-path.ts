const ANYWHERE = 'http://shop.invalid';
const MAX_LENGTH = 2_000;

/**
 * Path, query and fragment of a url of this site, fit for a `Location` header; undefined for everything that a browser
 * would take for another place (`//other.example`, `/\t/other.example`).
 */
export function localPath(value: string | null | undefined): string | undefined {
  if (!value?.startsWith('/') || value.length > MAX_LENGTH || !URL.canParse(value, ANYWHERE)) return undefined;
  const { origin, pathname, search, hash } = new URL(value, ANYWHERE);
  // `/.//other.example` is a path here, but once written as one it would be a host.
  return origin === ANYWHERE && !pathname.startsWith('//') ? pathname + search + hash : undefined;
}
