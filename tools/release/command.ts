import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { remotesFolderOf } from '../start/installation.ts';
import { UsageError } from './release-error.ts';

/** What a command may use of the world. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  readonly now: () => Date;
  /** One answer of the command, for people and pipes. */
  print(text: string): void;
  /** What a person may want to know beside it. */
  note(text: string): void;
}
export type Command = (args: readonly string[], terminal: Terminal) => Promise<void> | void;

const FOLDER = { 'to-folder': { type: 'string' } } as const;

/** Options of one command and its words; throws a UsageError for anything else. `what` says which word is asked for. */
export function readArguments<Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  { env }: Terminal,
  { options, what, optional = false }: { options: Options; what: string; optional?: boolean },
) {
  const { values, positionals } = parse(args, { ...options, ...FOLDER });
  const [word, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`One ${what} at a time; "${more.join(' ')}" is too much.`);
  if (!word && !optional) throw new UsageError(`Name the ${what}.`);
  const given = (values as Record<string, unknown>)['to-folder'];
  if (given === '') throw new UsageError('Say which folder: --to-folder <folder>.');
  return { values, word: word ?? '', folder: typeof given === 'string' ? given : remotesFolderOf(env) };
}

function parse<Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0]);
  }
}

/** A whole number in a range; undefined when the option was not given. */
export function numberOf(option: string, given: string | undefined, least: number, most: number): number | undefined {
  if (given === undefined) return undefined;
  const number = Number(given);
  if (/^\d+$/.test(given) && number >= least && number <= most) return number;
  throw new UsageError(`--${option} is a whole number from ${least} to ${most}; it is "${given}".`);
}
