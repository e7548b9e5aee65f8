import type { Command, Terminal } from './command.ts';
import { list } from './commands/list.ts';
import { override } from './commands/override.ts';
import { promote } from './commands/promote.ts';
import { publish } from './commands/publish.ts';
import { rollback } from './commands/rollback.ts';
import { HELP } from './help.ts';
import { ReleaseError, UsageError } from './release-error.ts';

const COMMANDS: Readonly<Record<string, Command>> = { publish, promote, rollback, list, override };
const EXIT = { done: 0, refused: 1, usage: 2 };

/** Runs one command; resolves to the exit code. */
export async function runRelease([name, ...args]: readonly string[], terminal: Terminal): Promise<number> {
  if (name === 'help' || [name, ...args].some((word) => word === '--help' || word === '-h')) {
    terminal.print(HELP);
    return EXIT.done;
  }
  try {
    const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name ?? ''] : undefined;
    if (!command) throw new UsageError(name ? `There is no command ${name}.` : 'Which command?');
    await command(args, terminal);
    return EXIT.done;
  } catch (error) {
    if (isOfTheSystem(error)) {
      terminal.note(error.message);
      return EXIT.refused;
    }
    if (!(error instanceof ReleaseError)) throw error;
    const usage = error instanceof UsageError;
    terminal.note(usage ? `${error.message}\n\n${HELP}` : error.message);
    return usage ? EXIT.usage : EXIT.refused;
  }
}

/** A full disk, a folder that may not be written: no fault of this program, so that its stack tells nothing. */
const isOfTheSystem = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'code' in error;
