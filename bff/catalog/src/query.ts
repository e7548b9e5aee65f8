/** The first of what stands in the url under this name; people edit urls, so anything may. */
export function textOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : undefined;
}

/** A whole number, at least 1 and at most `max`; `fallback` for what is none. */
export function countOf(value: unknown, fallback: number, max: number): number {
  const text = textOf(value);
  return text !== undefined && /^[1-9]\d*$/.test(text) ? Math.min(Number(text), max) : fallback;
}
