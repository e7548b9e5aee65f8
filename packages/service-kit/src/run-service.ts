import type { Express } from 'express';
import { createLogger, type Logger } from './logger.ts';
import { runProcess, serve } from './process.ts';
import { type Clock, newId, systemClock } from './system.ts';

interface Config {
  readonly port: number;
  readonly rabbitmqUrl?: string | undefined;
  readonly dataDir: string;
}
interface Closable {
  close(): Promise<void>;
}
interface Service<C extends Config, Bus extends Closable> {
  readonly loadConfig: (env: NodeJS.ProcessEnv) => C;
  readonly connectEventBus: (options: { url?: string; dataDir: string; logger: Logger }) => Promise<Bus>;
  readonly compose: (
    config: C,
    deps: { eventBus: Bus; logger: Logger; clock: Clock; newId: () => string },
  ) => Promise<Closable & { readonly app: Express }>;
}

/** All of a service's `main.ts`. Stops from the outside in: requests, then events, then what both of them use. */
export function runService<C extends Config, Bus extends Closable>(name: string, service: Service<C, Bus>): void {
  runProcess(async () => {
    const config = service.loadConfig(process.env);
    const logger = createLogger(name);
    const { rabbitmqUrl, dataDir } = config;
    const eventBus = await service.connectEventBus({ ...(rabbitmqUrl && { url: rabbitmqUrl }), dataDir, logger });
    const composed = await service.compose(config, { eventBus, logger, clock: systemClock, newId });
    const server = await serve(composed.app, config);
    return {
      async close(graceMs?: number) {
        await server.close(graceMs);
        await eventBus.close();
        await composed.close();
      },
    };
  });
}
