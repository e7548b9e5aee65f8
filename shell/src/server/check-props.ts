import type { Release } from '@tessera/contracts/remote/release';
import { z } from 'zod';
import { describeError } from './log.ts';

const compiled = new WeakMap<Release, Map<string, z.ZodType>>();

/** What is wrong with the props by the schema that the release was built with; undefined when nothing is. */
export function faultOfProps(release: Release, fragment: string, props: unknown): string | undefined {
  const schemas = compiled.get(release) ?? new Map<string, z.ZodType>();
  compiled.set(release, schemas);
  let schema = schemas.get(fragment);
  try {
    schema ??= z.fromJSONSchema(release.fragments[fragment]?.props ?? {});
  } catch (error) {
    // It came with the release: nobody here can say what is in it.
    const { name, version } = release;
    return `The schema of ${name}/${fragment} in ${name}@${version} can’t be read: ${describeError(error)}`;
  }
  schemas.set(fragment, schema);
  const parsed = schema.safeParse(props);
  if (parsed.success) return undefined;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'props'}: ${message}`);
  return `Its props do not fit what ${release.name}@${release.version} was built for: ${faults.join('; ')}`;
}
