import { existsSync } from 'node:fs';
import { type DeadLetters, isUnrouted, type Letter, NoSuchQueue } from './dead-letters.ts';
import { journalFile, openJournal } from './event-journal.ts';

const ALL = -1;

/**
 * The dead letters of the embedded bus. A shop that runs with the same folder meanwhile delivers what is replayed within
 * a second, one that does not at its next start. Throws NoSuchQueue when there is no journal in the folder.
 */
export function journalDeadLetters(dataDir: string): DeadLetters {
  if (!existsSync(journalFile(dataDir))) throw new NoSuchQueue(`There is no ${journalFile(dataDir)}.`);
  const journal = openJournal(dataDir);
  const known = (queue: string) => {
    if (isUnrouted(queue)) return queue;
    if (!journal.queues().some((each) => each.queue === queue)) throw new NoSuchQueue(`There is no queue ${queue}.`);
    return queue;
  };
  const goalsOf = (queue: string, type: string, to: string | undefined): string[] => {
    if (to) return [known(to)];
    return isUnrouted(queue) ? journal.queuesOf(type) : [queue];
  };

  return {
    list: async () => journal.queues().map((each) => ({ ...each, waiting: 0 })),
    show: async (queue, limit) => journal.letters(known(queue), limit).map(toLetter),
    async replay(queue, { id, to }) {
      const letters = journal.letters(known(queue), ALL).filter((letter) => !id || letter.id === id);
      const moved = letters.filter((letter) =>
        journal.replay(queue, letter.id, goalsOf(queue, toLetter(letter).type, to)),
      ).length;
      return { moved, kept: letters.length - moved };
    },
    drop: async (queue, id) =>
      journal.letters(known(queue), ALL).some((letter) => letter.id === id) && journal.drop(queue, id),
    close: async () => journal.close(),
  };
}

function toLetter({ id, failures, dead, envelope }: ReturnType<ReturnType<typeof openJournal>['letters']>[number]) {
  const { type } = JSON.parse(envelope) as { type: string };
  const letter: Letter = { id, type, failures, content: envelope };
  if (dead === undefined) return letter;
  if (!dead.startsWith('{')) return { ...letter, reason: dead };
  const { reason, at } = JSON.parse(dead) as { reason: string; at: string };
  return { ...letter, reason, diedAt: at };
}
