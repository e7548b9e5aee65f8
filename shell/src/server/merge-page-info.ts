import type { PageInfo } from '@tessera/contracts/remote/server-entry';

/** The first fragment that says something about the page wins. */
export function mergePageInfo(all: readonly PageInfo[]): PageInfo {
  const merged: Record<string, unknown> = {};
  for (const info of all) {
    for (const [name, value] of Object.entries(info)) {
      if (value !== undefined) merged[name] ??= value;
    }
  }
  return merged;
}
