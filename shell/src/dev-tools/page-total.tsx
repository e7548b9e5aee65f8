import { useEffect, useState } from 'react';
import { gzipBytes } from './gzip-bytes.ts';
import { firstPage } from './known-page.ts';
import { kB, type LoadedBytes } from './loaded-bytes.ts';

/** What the scripts of a first response may weigh, with gzip: see benchmarks/. */
const SCRIPT_BUDGET = 112_000;

/** What the page's first response made the browser load. */
export function PageTotal() {
  const [eager, setEager] = useState<LoadedBytes>();
  useEffect(() => {
    gzipBytes(eagerUrls())
      .then(setEager)
      .catch(() => undefined);
  }, []);
  if (!eager) return <p className="total">Eager scripts: being weighed …</p>;
  return (
    <p className="total">
      <label>
        Eager scripts: <b>{kB(eager.script)}</b> of {kB(SCRIPT_BUDGET)}
        <meter max={SCRIPT_BUDGET} high={SCRIPT_BUDGET - 1} value={eager.script} />
      </label>
      Stylesheets: {kB(eager.css)}. Both with gzip.
    </p>
  );
}

/** Deferred scripts are the document's own: what comes later is not. */
function eagerUrls(): string[] {
  const scripts = [...document.querySelectorAll<HTMLScriptElement>('script[src][defer]:not([nomodule])')];
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"][data-n-g]')];
  const paths = (firstPage?.css ?? []).filter((path) => path.startsWith('/'));
  return [
    ...scripts.map(({ src }) => src),
    ...links.map(({ href }) => href),
    ...paths.map((path) => new URL(path, location.href).href),
  ];
}
