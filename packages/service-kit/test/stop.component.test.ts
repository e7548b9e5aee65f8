import { Agent, get, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { serve } from '../src/process.ts';
import { createService } from '../src/service.ts';

const GRACE_MS = 500;

async function startService() {
  let answered = 0;
  const busy = Promise.withResolvers<void>();
  const app = createService({
    name: 'stopping',
    logger: pino({ level: 'silent' }),
    checks: {},
    problems: {},
    routes: (app) =>
      app.get('/work', async (_req, res) => {
        await pause(5);
        res.json({ done: true });
        answered += 1;
        if (answered === 50) busy.resolve();
      }),
  });
  return { ...(await serve(app, { port: 0 })), busy: busy.promise };
}

const ask = (port: number, path: string, agent: Agent): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, agent }, (response) => {
      response.resume().once('end', () => resolve(response));
      response.once('error', reject);
    }).once('error', reject);
  });

describe('A server that stops under load', () => {
  it('When requests keep coming, then each gets its answer, and none is lost on its way elsewhere', async () => {
    const server = await startService();
    const outcomes: (number | string)[] = [];
    /** Keeps its connection until an answer ends it, or makes a new one each time until the server is not ready. */
    const shopper = async (keepAlive: boolean) => {
      const agent = new Agent({ keepAlive });
      for (let leaves = false; !leaves; ) {
        const answer = await ask(server.port, '/work', agent).catch((error: NodeJS.ErrnoException) => error);
        outcomes.push(answer instanceof Error ? (answer.code ?? answer.message) : (answer.statusCode ?? 0));
        leaves =
          answer instanceof Error ||
          (keepAlive
            ? answer.headers.connection === 'close'
            : (await ask(server.port, '/health/ready', agent)).statusCode === 503);
      }
      agent.destroy();
    };
    const shoppers = Array.from({ length: 20 }, (_, n) => shopper(n % 2 === 0));
    await server.busy;
    await server.close(GRACE_MS);
    await Promise.all(shoppers);
    expect(outcomes.length).toBeGreaterThan(50);
    expect(outcomes.filter((outcome) => outcome !== 200)).toEqual([]);
  });

  it('When it is about to stop, then it is not ready, and its answers end their connections', async () => {
    const server = await startService();
    const agent = new Agent({ keepAlive: true });
    expect((await ask(server.port, '/health/ready', agent)).statusCode).toBe(200);
    const closed = server.close(GRACE_MS);
    const answer = await ask(server.port, '/work', agent);
    expect([answer.statusCode, answer.headers.connection]).toEqual([200, 'close']);
    expect((await ask(server.port, '/health/ready', agent)).statusCode).toBe(503);
    expect((await ask(server.port, '/health/live', agent)).statusCode).toBe(200);
    await closed;
    await expect(ask(server.port, '/work', agent)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    agent.destroy();
  });
});
