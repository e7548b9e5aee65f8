// A service of the benchmark: 2 ms of work and 5 ms of waiting a request. `node service.ts on|off` sheds load or does not.
import { setTimeout as pause } from 'node:timers/promises';
import { createHttpApp } from '@tessera/service-kit/http-app';
import { createLogger } from '@tessera/service-kit/logger';
import { serve } from '@tessera/service-kit/process';

const WORK_MS = 2;
const WAIT_MS = 5;

const app = createHttpApp({
  name: 'overload',
  logger: createLogger('overload', 'silent'),
  checks: {},
  problems: {},
  passUpstream: false,
  ...(process.argv[2] === 'off' && { limit: { admits: () => true, learn: () => {} } }),
  mount: (app) =>
    app.all('/work', async (_req, res) => {
      const until = performance.now() + WORK_MS;
      while (performance.now() < until);
      await pause(WAIT_MS);
      res.json({ done: true });
    }),
});
const { port } = await serve(app, { port: 0 });
process.send?.({ port });
process.on('disconnect', () => process.exit());
