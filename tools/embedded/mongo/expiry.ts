import type { Catalog } from './catalog.ts';
import { valuesAt } from './index-keys.ts';

/** Removes what the indexes with `expireAfterSeconds` say is over. */
export function removeExpired(catalog: Catalog, now: Date): void {
  for (const collection of catalog.all()) {
    for (const { key, expireAfterSeconds } of collection.indexes.values()) {
      if (expireAfterSeconds === undefined) continue;
      const [field = ''] = Object.keys(key);
      const limit = now.getTime() - expireAfterSeconds * 1_000;
      for (const document of [...collection.candidates({})]) {
        const dates = valuesAt(document, field.split('.')).filter((value) => value instanceof Date);
        if (dates.some((date) => date.getTime() <= limit)) collection.remove(document);
      }
    }
  }
}
