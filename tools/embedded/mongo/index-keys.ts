import type { Document } from 'bson';

/** The values of a dotted path; one for each element where the path meets an array. Missing is `undefined`. */
export function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.length === 0 ? [undefined] : value.flatMap((item) => valuesAt(item, path));
  const [head, ...rest] = path;
  if (head === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [undefined];
  return valuesAt((value as Document)[head], rest);
}

/** Every entry that a document has in an index: the combinations of its fields' values. */
export function indexEntries(document: Document, fields: readonly string[]): unknown[][] {
  return fields.reduce<unknown[][]>(
    (entries, field) =>
      valuesAt(document, field.split('.')).flatMap((value) => entries.map((entry) => [...entry, value])),
    [[]],
  );
}
