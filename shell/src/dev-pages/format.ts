/** `12.3 kB`, `45.6 MB`; a dash for what is not known. */
export function formatBytes(bytes: number | undefined): string {
  if (bytes === undefined) return '–';
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
