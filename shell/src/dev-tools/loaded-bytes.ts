export interface LoadedBytes {
  readonly script: number;
  readonly css: number;
}

/** What Resource Timing knows of one file; `encodedBodySize` is what was sent, from the cache too. */
export type Loaded = Pick<PerformanceResourceTiming, 'name' | 'encodedBodySize'>;

/** Scripts and stylesheets under a folder's URL, each counted once. */
export function bytesUnder(folder: string, loaded: readonly Loaded[]): LoadedBytes {
  const inside = loaded.filter(({ name }) => name.startsWith(folder));
  const sizes = new Map(inside.map(({ name, encodedBodySize }) => [new URL(name).pathname, encodedBodySize]));
  const total = (extension: string) =>
    [...sizes].reduce((bytes, [path, size]) => (path.endsWith(extension) ? bytes + size : bytes), 0);
  return { script: total('.js'), css: total('.css') };
}

export const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
