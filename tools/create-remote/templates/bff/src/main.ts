import { createLogger } from '@tessera/service-kit/logger';
import { runProcess, serve } from '@tessera/service-kit/process';
import { compose } from './compose.ts';
import { loadConfig } from './config.ts';

runProcess(async () => {
  const config = loadConfig(process.env);
  return serve(compose(config, { logger: createLogger('bff-__remote__') }).app, config);
});
