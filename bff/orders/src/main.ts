import { createLogger } from '@tessera/service-kit/logger';
import { runProcess, serve } from '@tessera/service-kit/process';
import { newId } from '@tessera/service-kit/system';
import { compose } from './compose.ts';
import { loadConfig } from './config.ts';

runProcess(async () => {
  const config = loadConfig(process.env);
  return serve(compose(config, { logger: createLogger('bff-orders'), newId }).app, config);
});
