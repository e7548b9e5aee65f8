/** What the fault mirror of `npm start` can do to a release: see tools/gateway. */
export const FAULTS = [
  'dead',
  'slow',
  'hanging',
  'looping',
  'throwing',
  'throwing-at-load',
  'crashing',
  'wrong-status',
  'tampered',
  'wrong-contract',
  'missing-chunk',
  'leaking',
] as const;
export type Fault = (typeof FAULTS)[number];

/** A version of the registry, or an origin with a registry of its own. */
export const TARGET_PATTERN = String.raw`\d+\.\d+\.\d+\S*|https?://\S+`;

/** Where `remote` comes from `target` from now on: the server keeps it in a cookie and sends back to the page. */
export function overrideUrl(page: string, remote: string, target: string): string {
  return withParameter(page, `${remote}@${target.trim().replace(/\/$/, '')}`);
}

/** Where `remote` comes from the shop again; all remotes when there is no name. */
export const takeBackUrl = (page: string, remote = ''): string => withParameter(page, remote);

export const faultUrl = (page: string, remote: string, fault: Fault): string =>
  overrideUrl(page, remote, `${new URL(page).origin}/faults/${fault}`);

function withParameter(page: string, value: string): string {
  const url = new URL(page);
  url.searchParams.append('remote', value);
  return url.href;
}
