import { expect, test } from 'vitest';
import { z } from 'zod';
import { incompatibilities, type JsonSchema } from './props-compatibility.ts';

const schema = (type: z.ZodType) => z.toJSONSchema(type, { io: 'input' }) as JsonSchema;
const check = (contract: z.ZodType, built: z.ZodType) => incompatibilities(schema(contract), schema(built));

test.each<[string, z.ZodType, z.ZodType]>([
  ['is the same', z.object({ slug: z.string() }), z.object({ slug: z.string().describe('of the product') })],
  ['takes an optional property more', z.object({}), z.object({ limit: z.int().optional() })],
  ['does not know a new property', z.object({ tone: z.string() }), z.object({})],
  ['asks for less', z.object({ limit: z.int().min(1).max(48) }), z.object({ limit: z.number().optional() })],
  ['takes more values', z.object({ as: z.enum(['a']) }), z.object({ as: z.enum(['a', 'b']) })],
  ['takes one kind more', z.object({ id: z.string() }), z.object({ id: z.union([z.int(), z.string()]) })],
  ['has a default', z.object({ limit: z.int().optional() }), z.object({ limit: z.int().default(4) })],
])('When a release %s, then it can be placed as before', (_what, contract, built) => {
  expect(check(contract, built)).toEqual([]);
});

test.each<[string, z.ZodType, z.ZodType, string]>([
  ['requires a property', z.object({}), z.object({ id: z.string() }), 'props.id is required by the release'],
  [
    'requires what is optional',
    z.object({ id: z.string().optional() }),
    z.object({ id: z.string() }),
    'props.id is required by the release, but not by the contract',
  ],
  [
    'takes another type',
    z.object({ id: z.string() }),
    z.object({ id: z.int() }),
    'props.id is string in the contract; the release takes integer',
  ],
  [
    'takes whole numbers only',
    z.object({ price: z.number() }),
    z.object({ price: z.int() }),
    'props.price is number in the contract; the release takes integer',
  ],
  [
    'takes fewer values',
    z.object({ as: z.enum(['full', 'compact']) }),
    z.object({ as: z.enum(['full']) }),
    'props.as may be compact in the contract',
  ],
  [
    'takes certain values only',
    z.object({ as: z.string() }),
    z.object({ as: z.enum(['full']) }),
    'props.as may be any string in the contract; the release takes only full',
  ],
  [
    'is stricter',
    z.object({ limit: z.int().max(48) }),
    z.object({ limit: z.int().max(12) }),
    'props.limit has maximum 48 in the contract; the release asks for 12',
  ],
  [
    'refuses what it does not know',
    z.object({ tone: z.string().optional() }),
    z.strictObject({}),
    'props.tone is in the contract; the release refuses it',
  ],
  [
    'takes one kind less',
    z.object({ id: z.union([z.int(), z.string()]) }),
    z.object({ id: z.string() }),
    'props.id is integer in the contract; the release takes string',
  ],
  [
    'differs deep inside',
    z.object({ lines: z.array(z.object({ id: z.string() })) }),
    z.object({ lines: z.array(z.object({ id: z.string(), quantity: z.int() })) }),
    'props.lines[].quantity is required by the release',
  ],
])('When a release %s, then the difference is named', (_what, contract, built, fault) => {
  expect(check(contract, built).join('\n')).toContain(fault);
});

test('When schemas can’t be compared, then equal ones pass and others do not', () => {
  const pair = (leaf: z.ZodType) => z.object({ pair: z.tuple([z.string(), leaf]) });
  expect(check(pair(z.string()), pair(z.string()))).toEqual([]);
  expect(check(pair(z.string()), pair(z.int())).join()).toContain('can’t be compared (prefixItems)');
});
