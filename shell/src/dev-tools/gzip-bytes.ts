import type { LoadedBytes } from './loaded-bytes.ts';

const PATIENCE_MS = 5000;

/** What gzip makes of files that the page has in its cache: servers may send them otherwise, the budget is of gzip. */
export async function gzipBytes(urls: readonly string[]): Promise<LoadedBytes> {
  const total = async (extension: string) => {
    const sizes = await Promise.all(urls.filter((url) => new URL(url).pathname.endsWith(extension)).map(gzipSize));
    return sizes.reduce((sum, size) => sum + size, 0);
  };
  const [script, css] = await Promise.all([total('.js'), total('.css')]);
  return { script, css };
}

async function gzipSize(url: string): Promise<number> {
  const { body } = await fetch(url, { cache: 'force-cache', signal: AbortSignal.timeout(PATIENCE_MS) });
  const compressed = body?.pipeThrough(new CompressionStream('gzip'));
  return compressed ? (await new Response(compressed).arrayBuffer()).byteLength : 0;
}
