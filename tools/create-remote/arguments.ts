import { parseArgs } from 'node:util';
import { CreationError } from './creation-error.ts';
import { FRAMEWORKS, type Framework } from './frameworks.ts';

const USAGE = `npm run create-remote -- <name> --framework ${FRAMEWORKS.join('|')} [--team <name>] [--no-install]`;

export interface Order {
  readonly name: string;
  readonly framework: Framework;
  readonly team?: string;
  readonly install: boolean;
}

/** Of the command line. */
export function readArguments(argv: readonly string[]): Order {
  const { values, positionals } = parse(argv);
  const [name, ...more] = positionals;
  if (name === undefined) throw new CreationError(`Say what the new remote is called:\n  ${USAGE}`);
  if (more.length) throw new CreationError(`One name, please; "${more.join(' ')}" is too much:\n  ${USAGE}`);
  const framework = FRAMEWORKS.find((known) => known === values.framework);
  if (!framework) {
    const asked =
      values.framework === undefined ? 'Say which framework' : `There is no template for "${values.framework}"`;
    throw new CreationError(`${asked}: --framework ${FRAMEWORKS.join(', ')}.`);
  }
  return { name, framework, team: values.team, install: !values['no-install'] };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { framework: { type: 'string' }, team: { type: 'string' }, 'no-install': { type: 'boolean' } },
    });
  } catch (error) {
    throw new CreationError(`${(error as Error).message}\n  ${USAGE}`);
  }
}
