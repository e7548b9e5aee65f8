import { createLogger } from '@tessera/service-kit/logger';
import { runProcess, serve } from '@tessera/service-kit/process';
import { compose } from './compose.ts';
import { loadConfig } from './config.ts';

runProcess(async () => {
  const config = loadConfig(process.env);
  const { app } = compose(config, { logger: createLogger('bff-dashboard') });
  return serve(app, { port: config.port });
});
