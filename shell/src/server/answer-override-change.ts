import { randomBytes } from 'node:crypto';
import type { GetServerSidePropsContext, GetServerSidePropsResult } from 'next';
import { createCookieJar } from './cookie-jar.ts';
import { type Host, NO_REMOTES } from './host.ts';
import { changeOverrides, readOverrides } from './overrides.ts';
import { contentSecurityPolicy } from './security-headers.ts';
import { escapeHtml } from './slot-tags.ts';

/** Whoever asks for another release would rather wait for it than see the fallback first. */
const LOADED_WITHIN_MS = 2000;

/** Answers a page's request with `?remote=…`: keeps the override and goes on to the clean url, or says what is wrong. */
export async function answerOverrideChange(
  { req, res, resolvedUrl }: GetServerSidePropsContext,
  { config, registry, releases }: Pick<Host, 'config' | 'registry' | 'releases'>,
): Promise<GetServerSidePropsResult<never> | undefined> {
  const policy = config.overrides;
  const current = readOverrides(createCookieJar(req.headers.cookie), policy);
  const change = changeOverrides(resolvedUrl, current, policy);
  if (!change) return undefined;
  res.setHeader('cache-control', 'no-store');
  if (change.kind === 'changed') {
    const known = await registry.read().catch(() => NO_REMOTES);
    const shopper = { overrides: change.overrides, pins: new Map(), seed: undefined };
    await Promise.all(releases.choose(known, shopper, LOADED_WITHIN_MS).values());
    res.appendHeader('set-cookie', change.cookie);
    return { redirect: { destination: change.destination, statusCode: 303 } };
  }
  res.statusCode = 400;
  if (req.headers.accept?.includes('text/html')) {
    const nonce = randomBytes(16).toString('base64');
    res.setHeader('content-type', 'text/html; charset=utf-8');
    res.setHeader('content-security-policy', contentSecurityPolicy(nonce));
    res.end(refusal(change.reason, nonce));
  } else {
    res.setHeader('content-type', 'application/problem+json');
    res.end(JSON.stringify({ status: 400, code: 'override-refused', title: change.reason, detail: ALLOWED }));
  }
  // The answer is out: Next renders nothing after it.
  return { props: {} as never };
}

const ALLOWED =
  '?remote=catalog@1.2.3 asks for a release of the registry, ?remote=catalog@http://localhost:3101 for one of another origin, ' +
  '?remote=catalog takes that back, and ?remote= takes all back.';

const refusal = (reason: string, nonce: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>This override can’t be used · Tessera</title>
<style nonce="${nonce}">
  :root { color-scheme: light dark }
  body { font: 1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 12vh auto; padding: 0 1.25rem }
  p { overflow-wrap: anywhere }
</style>
<h1>This override can’t be used</h1>
<p><strong>${escapeHtml(reason)}</strong></p>
<p>${escapeHtml(ALLOWED)}</p>
<p><a href="/">Go to the shop</a></p>
</html>`;
