import type { Letter } from '@tessera/messaging/dead-letters';
import { table } from '../release/table.ts';
import type { Command, Usage } from './command.ts';
import { QueuesError } from './queues-error.ts';

const list: Command = async (letters) => {
  const states = await letters.list();
  const rows = states.map(({ queue, ready, waiting, dead, consumers }) => [
    queue,
    ...[ready, waiting, dead].map(String),
    consumers === undefined ? '' : String(consumers),
  ]);
  const text =
    rows.length > 0 ? table(['QUEUE', 'READY', 'WAITING', 'DEAD', 'CONSUMERS'], rows) : 'There are no queues.';
  return { data: states, text };
};

const show: Command = async (letters, { queue, limit }) => {
  const found = await letters.show(queue, limit);
  const rows = found.map(({ id, type, failures, diedAt, reason }) => [
    id,
    type,
    String(failures),
    diedAt ? localTime(diedAt) : '',
    reason ?? 'nobody consumes it',
  ]);
  const text = rows.length > 0 ? table(['ID', 'TYPE', 'FAILED', 'DIED', 'WHY'], rows) : `${queue} has no dead letters.`;
  return { data: found.map(withReadableContent), text };
};

const replay: Command = async (letters, { queue, id, to }) => {
  const { moved, kept } = await letters.replay(queue, { ...(id && { id }), ...(to && { to }) });
  if (id && moved + kept === 0) throw noLetter(queue, id);
  const rest = kept > 0 ? ` ${kept} stay: no queue wants them yet.` : '';
  return { data: { queue, moved, kept }, text: `${moved} of ${queue} will be delivered anew.${rest}` };
};

const drop: Command = async (letters, { queue, id = '' }) => {
  if (!(await letters.drop(queue, id))) throw noLetter(queue, id);
  return { data: { queue, dropped: id }, text: `${id} is deleted from ${queue}.` };
};

export const COMMANDS: Readonly<Record<string, { run: Command; usage: Usage }>> = {
  list: { run: list, usage: { queue: false, options: [] } },
  show: { run: show, usage: { queue: true, options: ['limit'] } },
  replay: { run: replay, usage: { queue: true, options: ['id', 'to'] } },
  drop: { run: drop, usage: { queue: true, options: ['id'], required: 'id' } },
};

const noLetter = (queue: string, id: string) => new QueuesError(`${queue} has no dead letter ${id}.`);

/** `2026-11-20 14:03:05` */
const localTime = (at: string): string => new Date(at).toLocaleString('sv-SE');

function withReadableContent({ content, ...letter }: Letter) {
  try {
    return { ...letter, event: JSON.parse(content) };
  } catch {
    return { ...letter, content };
  }
}
