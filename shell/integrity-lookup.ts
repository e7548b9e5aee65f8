const ROUTE_SCRIPT = 'script.crossOrigin = process.env.__NEXT_CROSS_ORIGIN;';

/** The document has the hashes of all scripts as data: see src/components/integrity-head.tsx. */
export const setIntegrity = (url: string): string =>
  `script.integrity = JSON.parse((document.getElementById("integrity") || {}).textContent || "{}")[${url}] || "";`;

/** A loader of webpack: the scripts that Next's route-loader.js makes are held to their hashes. */
export default function holdRouteScripts(source: string): string {
  if (!source.includes(ROUTE_SCRIPT)) {
    throw new Error(
      `Next's route-loader.js has no "${ROUTE_SCRIPT}" any more: find where it makes scripts, and say so here`,
    );
  }
  return source.replace(ROUTE_SCRIPT, `${ROUTE_SCRIPT}\n${setIntegrity('src')}`);
}
