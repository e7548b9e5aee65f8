/** As `z.toJSONSchema(…, { io: 'input' })` writes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const NOTES = new Set(['$schema', 'title', 'description', 'default', 'examples']);
const LOWER_BOUNDS = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'];
const UPPER_BOUNDS = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'];
const EXACT = ['format', 'pattern', 'multipleOf', 'uniqueItems'];
const COMPARED = new Set([
  ...['type', 'properties', 'required', 'additionalProperties', 'items', 'enum', 'const'],
  ...LOWER_BOUNDS,
  ...UPPER_BOUNDS,
  ...EXACT,
]);

/** Why a release that takes `built` can't be given whatever `contract` allows; empty when it can. */
export function incompatibilities(contract: JsonSchema, built: JsonSchema, at = 'props'): string[] {
  if (same(contract, built)) return [];
  if (Array.isArray(contract.anyOf)) return contract.anyOf.flatMap((each) => incompatibilities(each, built, at));
  if (Array.isArray(built.anyOf)) {
    const fits = built.anyOf.some((each) => incompatibilities(contract, each, at).length === 0);
    return fits ? [] : [`${at} takes nothing of the kind that the contract gives`];
  }
  const unknown = [...Object.keys(contract), ...Object.keys(built)].find(
    (key) => !COMPARED.has(key) && !NOTES.has(key),
  );
  if (unknown) return [`${at} differs from the contract in a way that can’t be compared (${unknown})`];
  const { type } = built;
  if (type !== undefined && type !== contract.type && !(type === 'number' && contract.type === 'integer')) {
    return [`${at} is ${contract.type ?? 'anything'} in the contract; the release takes ${type}`];
  }
  return [...values(contract, built, at), ...limits(contract, built, at), ...members(contract, built, at)];
}

function values(contract: JsonSchema, built: JsonSchema, at: string): string[] {
  const taken = valuesOf(built);
  if (!taken) return [];
  const given = valuesOf(contract);
  if (!given) return [`${at} may be any ${contract.type} in the contract; the release takes only ${taken.join(', ')}`];
  const refused = given.filter((value) => !taken.includes(value));
  return refused.length > 0
    ? [`${at} may be ${refused.join(', ')} in the contract; the release does not take that`]
    : [];
}

function limits(contract: JsonSchema, built: JsonSchema, at: string): string[] {
  const stricter = [
    ...LOWER_BOUNDS.filter((key) => Number(built[key] ?? -Infinity) > Number(contract[key] ?? -Infinity)),
    ...UPPER_BOUNDS.filter((key) => Number(built[key] ?? Infinity) < Number(contract[key] ?? Infinity)),
    ...EXACT.filter((key) => built[key] !== undefined && built[key] !== contract[key]),
  ];
  return stricter.map(
    (key) => `${at} has ${key} ${contract[key] ?? 'unlimited'} in the contract; the release asks for ${built[key]}`,
  );
}

function members(contract: JsonSchema, built: JsonSchema, at: string): string[] {
  const given = schemas(contract.properties);
  const taken = schemas(built.properties);
  const promised = strings(contract.required);
  const missing = strings(built.required).filter((name) => !promised.includes(name));
  const refused = Object.keys(given).filter((name) => !taken[name] && built.additionalProperties === false);
  return [
    ...missing.map((name) => `${at}.${name} is required by the release, but not by the contract`),
    ...refused.map((name) => `${at}.${name} is in the contract; the release refuses it`),
    ...Object.entries(given).flatMap(([name, schema]) =>
      taken[name] ? incompatibilities(schema, taken[name], `${at}.${name}`) : [],
    ),
    ...(contract.items && built.items
      ? incompatibilities(contract.items as JsonSchema, built.items as JsonSchema, `${at}[]`)
      : []),
  ];
}

const schemas = (properties: unknown) => (properties ?? {}) as Readonly<Record<string, JsonSchema>>;
const strings = (names: unknown) => (names ?? []) as readonly string[];
const valuesOf = ({ enum: several, const: one }: JsonSchema): readonly unknown[] | undefined =>
  Array.isArray(several) ? several : one === undefined ? undefined : [one];

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));
}

/** Keys in order and without notes, which mean nothing for what is taken. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([key]) => !NOTES.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => [key, canonical(each)]);
}
