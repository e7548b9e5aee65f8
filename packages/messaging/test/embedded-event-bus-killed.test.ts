import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { defineEvent } from '@tessera/contracts/events/event';
import { temporaryFolder } from '@tessera/testing/temporary-folder';
import { pino } from 'pino';
import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { connectEventBus } from '../src/connect-event-bus.ts';
import { on } from '../src/event-bus.ts';

it('When the process is killed while it handles an event, then the event comes again after the restart', async () => {
  const dataDir = await temporaryFolder();
  const id = randomUUID();
  const child = fork(new URL('./killed-process.ts', import.meta.url), [dataDir, id]);
  await once(child, 'message');
  child.kill('SIGKILL');
  await once(child, 'exit');

  const bus = await connectEventBus({ dataDir, logger: pino({ level: 'silent' }) });
  const happened = defineEvent({ type: 'test.happened', version: 1, data: z.object({}) });
  const seen: string[] = [];
  await bus.subscribe({
    queue: 'test.queue',
    handlers: [on(happened, async (_data, event) => void seen.push(event.id))],
  });

  await vi.waitFor(() => expect(seen).toEqual([id]));
  await bus.close();
});
