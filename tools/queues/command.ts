import { parseArgs } from 'node:util';
import type { DeadLetters } from '@tessera/messaging/dead-letters';
import { UsageError } from './queues-error.ts';

/** What the program may use of the world. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  /** The answer of the command, for people and pipes. */
  print(text: string): void;
  /** What a person may want to know beside it. */
  note(text: string): void;
}

export interface Arguments {
  readonly queue: string;
  readonly limit: number;
  readonly id?: string;
  readonly to?: string;
  readonly json: boolean;
}

/** Resolves to what there is to tell, as data and as text. */
export type Command = (letters: DeadLetters, args: Arguments) => Promise<{ data: unknown; text: string }>;

type Option = 'limit' | 'id' | 'to';
export interface Usage {
  readonly queue: boolean;
  readonly options: readonly Option[];
  readonly required?: Option;
}

const MOST = 1_000;
const DEFAULT_LIMIT = 20;

/** Throws a UsageError for what the command does not take. */
export function readArguments(args: readonly string[], { queue, options, required }: Usage): Arguments {
  const { values, positionals } = parse(args, options);
  const [name, ...more] = positionals;
  if (more.length > 0 || (name && !queue)) throw new UsageError(`"${positionals.at(-1)}" is too much.`);
  if (queue && !name) throw new UsageError('Name the queue.');
  if (required && !values[required]) throw new UsageError(`Say which one: --${required}.`);
  for (const option of options) if (values[option] === '') throw new UsageError(`--${option} is empty.`);
  const { limit, json, ...rest } = values;
  return { queue: queueOf(name ?? ''), limit: limitOf(limit), json: json === 'yes', ...rest };
}

/** Dead letters are asked for by the consumer's name, also when somebody names the queue that holds them. */
const queueOf = (name: string): string => name.replace(/\.dead$/, '');

function limitOf(given: string | undefined): number {
  if (given === undefined) return DEFAULT_LIMIT;
  const limit = Number(given);
  if (/^\d+$/.test(given) && limit >= 1 && limit <= MOST) return limit;
  throw new UsageError(`--limit is a whole number from 1 to ${MOST}; it is "${given}".`);
}

function parse(args: readonly string[], options: readonly Option[]) {
  const strings = Object.fromEntries(options.map((option) => [option, { type: 'string' }] as const));
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...strings, json: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    });
    const { json, ...rest } = values as { json?: boolean } & Partial<Record<Option, string>>;
    return {
      values: { ...rest, ...(json && { json: 'yes' }) } as Partial<Record<Option | 'json', string>>,
      positionals,
    };
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0]);
  }
}
