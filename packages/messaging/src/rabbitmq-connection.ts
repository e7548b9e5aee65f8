import { setTimeout as sleep } from 'node:timers/promises';
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib';
import type { Logger } from 'pino';

const ANSWER_MS = 5_000;
const FIRST_ANSWER_MS = 3_000;
const HEARTBEAT_SECONDS = 10;

interface Options {
  readonly url: string;
  /** Shown in the broker's list of connections. */
  readonly name: string;
  readonly logger: Logger;
  /** Makes a new connection ready for use; runs again after each loss. */
  readonly setUp: (model: ChannelModel) => Promise<void>;
  readonly onLost: () => void;
}

export interface Connection {
  /** Throws while there is none, or while the broker has blocked it because it runs out of memory or disk. */
  assertUsable(): void;
  isBlocked(): boolean;
  close(): Promise<void>;
}

/**
 * Connects, and again with back-off whenever the connection is lost. Resolves when it is there or the first attempt has
 * failed: a broker that is away keeps nobody from starting.
 */
export async function keepConnected({ url, name, logger, setUp, onLost }: Options): Promise<Connection> {
  let state: 'away' | 'there' | `blocked: ${string}` = 'away';
  const connection = await connect(withHeartbeat(url), {
    timeout: ANSWER_MS,
    noDelay: true,
    keepAlive: true,
    clientProperties: { connection_name: name },
    recovery: { waitForConnect: false, initialDelay: 200, maxDelay: 5_000, setup: setUp },
  });
  const answered = new Promise<void>((resolve) => {
    connection.once('connect', () => resolve());
    connection.once('connect-failed', () => resolve());
  });
  let told = false;
  connection.on('connect', () => {
    state = 'there';
    logger[told ? 'info' : 'debug']({ name }, 'RabbitMQ is connected');
    told = false;
  });
  connection.on('connect-failed', (error) => {
    onLost();
    // One line an outage, not one a try.
    logger[told ? 'debug' : 'warn']({ err: error, name }, 'RabbitMQ cannot be reached: it will be tried again');
    told = true;
  });
  connection.on('disconnect', (error) => {
    state = 'away';
    onLost();
    logger.warn({ err: error, name }, 'RabbitMQ connection lost');
    told = true;
  });
  connection.on('error', (error) => logger.warn({ err: error, name }, 'RabbitMQ connection failed'));
  connection.on('blocked', (reason) => {
    state = `blocked: ${reason}`;
    logger.error({ name, reason }, 'RabbitMQ takes no more messages');
  });
  connection.on('unblocked', () => {
    state = 'there';
    logger.info({ name }, 'RabbitMQ takes messages again');
  });
  await Promise.race([answered, sleep(FIRST_ANSWER_MS, undefined, { ref: false })]);

  return {
    assertUsable() {
      if (state === 'away') throw new Error('RabbitMQ is not connected');
      if (state !== 'there') throw new Error(`RabbitMQ takes no messages, ${state}`);
    },
    isBlocked: () => state.startsWith('blocked'),
    close: async () => {
      await Promise.race([connection.close(), sleep(ANSWER_MS, undefined, { ref: false })]);
    },
  };
}

/** Without `onClosed`, a channel that the broker closes takes the connection with it: all is set up anew then. */
export async function openChannel(
  model: ChannelModel,
  purpose: string,
  logger: Logger,
  onClosed = () => dropConnection(model),
): Promise<ConfirmChannel> {
  const channel = await model.createConfirmChannel();
  channel.on('error', (error) => logger.error({ err: error, purpose }, 'RabbitMQ channel failed'));
  channel.on('close', onClosed);
  return channel;
}

/** Ends a connection that is of no more use, so that a new one is made. */
export const dropConnection = (model: ChannelModel): void => void model.close().catch(() => {});

/** Throws a TypeError for what is no URL of a broker. */
function withHeartbeat(url: string): string {
  const parsed = new URL(url);
  if (!/^amqps?:$/.test(parsed.protocol)) throw new TypeError(`${parsed.protocol}//… is not amqp:// or amqps://`);
  if (!parsed.searchParams.has('heartbeat')) parsed.searchParams.set('heartbeat', String(HEARTBEAT_SECONDS));
  return parsed.href;
}
