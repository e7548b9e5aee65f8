import { NoSuchQueue } from '@tessera/messaging/dead-letters';
import { DeadlineExceeded } from '@tessera/messaging/deadline';
import { readArguments, type Terminal } from './command.ts';
import { COMMANDS } from './commands.ts';
import { HELP } from './help.ts';
import { openDeadLetters } from './installation.ts';
import { QueuesError, UsageError } from './queues-error.ts';

const EXIT = { done: 0, refused: 1, usage: 2 };

/** Runs one command; resolves to the exit code. */
export async function runQueues([name, ...args]: readonly string[], terminal: Terminal): Promise<number> {
  if (name === 'help' || [name, ...args].some((word) => word === '--help' || word === '-h')) {
    terminal.print(HELP);
    return EXIT.done;
  }
  try {
    const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name ?? ''] : undefined;
    if (!command) throw new UsageError(name ? `There is no command ${name}.` : 'Which command?');
    const given = readArguments(args, command.usage);
    const { letters, place } = await openDeadLetters(terminal.env);
    terminal.note(`In ${place}:`);
    try {
      const { data, text } = await command.run(letters, given);
      terminal.print(given.json ? JSON.stringify(data, null, 2) : text);
    } finally {
      await letters.close();
    }
    return EXIT.done;
  } catch (error) {
    if (![QueuesError, NoSuchQueue, DeadlineExceeded].some((kind) => error instanceof kind)) throw error;
    const { message } = error as Error;
    const usage = error instanceof UsageError;
    terminal.note(usage ? `${message}\n\n${HELP}` : message);
    return usage ? EXIT.usage : EXIT.refused;
  }
}
