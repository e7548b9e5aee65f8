import { connectEventBus } from '@tessera/messaging/connect-event-bus';
import { runService } from '@tessera/service-kit/run-service';
import { compose } from './compose.ts';
import { loadConfig } from './config.ts';

runService('payment', { loadConfig, connectEventBus, compose });
