import { z } from 'zod';

/** Says all that is wrong with the environment at once; its message is for the person who starts the process. */
export class ConfigError extends Error {
  constructor(faults: readonly string[]) {
    super(`The configuration is not usable:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads and checks the environment. An empty variable counts as unset. Describe each field with `.describe()`: it
 * ends up in the fault as what to put there. `requiredInProduction` names what may be unset on a laptop only.
 */
export function readConfig<Shape extends z.ZodObject>(
  schema: Shape,
  env: Readonly<Record<string, string | undefined>>,
  requiredInProduction: readonly (keyof z.input<Shape> & string)[] = [],
): Readonly<z.infer<Shape>> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const describe = (name: string) => {
    const field: unknown = schema.shape[name];
    const hint = field instanceof z.ZodType ? field.description : undefined;
    return hint ? `; put there: ${hint}` : '';
  };
  const faults = new Map<string, string>();
  if (env.NODE_ENV === 'production') {
    for (const name of requiredInProduction) {
      if (!(name in given)) faults.set(name, `${name} is required in production${describe(name)}`);
    }
  }
  const result = schema.safeParse(given);
  for (const issue of result.error?.issues ?? []) {
    const name = String(issue.path[0] ?? '');
    const wrong = name in given ? issue.message : 'is not set';
    if (!faults.has(name)) faults.set(name, `${name}: ${wrong}${describe(name)}`);
  }
  if (!result.success || faults.size > 0) throw new ConfigError([...faults.values()]);
  return Object.freeze(result.data);
}
