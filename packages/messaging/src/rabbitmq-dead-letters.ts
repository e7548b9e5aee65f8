import { setTimeout as sleep } from 'node:timers/promises';
import { type ChannelModel, type ConfirmChannel, connect, type GetMessage, type Options } from 'amqplib';
import { type DeadLetters, isUnrouted, type Letter, NoSuchQueue, type QueueState, UNROUTED } from './dead-letters.ts';
import { within } from './deadline.ts';
import { DEAD } from './rabbitmq-consumer.ts';
import { deadLettersOf, EXCHANGE, onOwnChannel, unroutedOf, waitingRoom } from './rabbitmq-topology.ts';
import { PATIENT } from './retries.ts';

const ANSWER_MS = 5_000;
const NOT_FOUND = 404;
const LOOKS = 40;
const LOOK_MS = 25;

interface Installation {
  readonly url: string;
  /** Consumers' queues and types of events to look for: AMQP has no way to ask for what there is. */
  readonly queues: readonly string[];
  readonly types: readonly string[];
  readonly pausesMs?: readonly number[];
}

/** Rejects when the broker cannot be reached. */
export async function rabbitMqDeadLetters(installation: Installation): Promise<DeadLetters> {
  const { url, queues, types, pausesMs = PATIENT.pausesMs } = installation;
  const model = await connect(url, { timeout: ANSWER_MS });
  model.on('error', () => {});
  const count = async (queue: string) => {
    const found = await look(model, queue);
    return found?.messageCount ?? 0;
  };
  const stateOf = async (queue: string): Promise<QueueState[]> => {
    const found = await look(model, queue);
    if (!found) return [];
    let waiting = 0;
    for (const pause of pausesMs) waiting += await count(waitingRoom(queue, pause));
    const dead = await count(deadLettersOf(queue));
    return [{ queue, ready: found.messageCount, consumers: found.consumerCount, waiting, dead }];
  };
  const unroutedStateOf = async (type: string): Promise<QueueState[]> => {
    const ready = await count(unroutedOf(type));
    return ready > 0 ? [{ queue: unroutedOf(type), ready, waiting: 0, dead: 0, consumers: 0 }] : [];
  };

  return {
    async list() {
      const states: QueueState[] = [];
      for (const queue of queues) states.push(...(await stateOf(queue)));
      for (const type of types) states.push(...(await unroutedStateOf(type)));
      return states;
    },
    async show(queue, limit) {
      const letters: Letter[] = [];
      await eachLetter(model, queue, async (message) => {
        letters.push(toLetter(message));
        return letters.length < limit ? 'keep' : 'keep and stop';
      });
      return letters;
    },
    async replay(queue, { id, to }) {
      if (to && !(await look(model, to))) throw new NoSuchQueue(`There is no queue ${to}.`);
      let moved = 0;
      let kept = 0;
      await eachLetter(model, queue, async (message, channel) => {
        if (id && message.properties.messageId !== id) return 'keep';
        const arrived = await publish(channel, message, goalOf(queue, message, to));
        if (arrived) moved += 1;
        else kept += 1;
        return arrived ? (id ? 'remove and stop' : 'remove') : 'keep';
      });
      return { moved, kept };
    },
    async drop(queue, id) {
      let found = false;
      await eachLetter(model, queue, async (message) => {
        found = message.properties.messageId === id;
        return found ? 'remove and stop' : 'keep';
      });
      return found;
    },
    close: () => within(ANSWER_MS, model.close(), 'RabbitMQ did not answer'),
  };
}

type Verdict = 'keep' | 'keep and stop' | 'remove' | 'remove and stop';

/** Goes through what is there now; what is not removed goes back to its place. */
async function eachLetter(
  model: ChannelModel,
  queue: string,
  visit: (message: GetMessage, channel: ConfirmChannel) => Promise<Verdict>,
): Promise<void> {
  const source = isUnrouted(queue) ? queue : deadLettersOf(queue);
  const found = await look(model, source);
  if (!found && isUnrouted(queue)) return;
  if (!found) throw new NoSuchQueue(`There is no queue ${queue}.`);
  const channel = await model.createConfirmChannel();
  channel.on('error', () => {});
  let kept = 0;
  try {
    for (let n = 0; n < found.messageCount; n += 1) {
      const message = await within(ANSWER_MS, channel.get(source), `RabbitMQ gave nothing out of ${source} in time`);
      if (!message) return;
      const verdict = await visit(message, channel);
      if (verdict.startsWith('remove')) channel.ack(message);
      else kept += 1;
      if (verdict.endsWith('stop')) return;
    }
  } finally {
    await putBack(channel, source, kept).catch(() => {});
    await channel.close().catch(() => {});
  }
}

/** Returning takes a moment in which the messages are nowhere to be seen: who looks again at once shall find them. */
async function putBack(channel: ConfirmChannel, queue: string, count: number): Promise<void> {
  channel.nackAll(true);
  for (let looks = 0; count > 0 && looks < LOOKS; looks += 1) {
    if ((await channel.checkQueue(queue)).messageCount >= count) return;
    await sleep(LOOK_MS);
  }
}

function goalOf(queue: string, { properties }: GetMessage, to: string | undefined) {
  if (to) return { exchange: '', routingKey: to };
  return isUnrouted(queue)
    ? { exchange: EXCHANGE, routingKey: String(properties.type ?? queue.slice(UNROUTED.length)) }
    : { exchange: '', routingKey: queue };
}

/** False when no queue wants it. The headers of its failures stay behind. */
async function publish(
  channel: ConfirmChannel,
  { content, properties }: GetMessage,
  { exchange, routingKey }: { exchange: string; routingKey: string },
): Promise<boolean> {
  let arrived = true;
  const onReturn = () => {
    arrived = false;
  };
  channel.on('return', onReturn);
  const options: Options.Publish = {
    ...properties,
    persistent: true,
    mandatory: true,
    headers: { traceparent: properties.headers?.traceparent },
  };
  channel.publish(exchange, routingKey, content, options);
  await within(ANSWER_MS, channel.waitForConfirms(), `RabbitMQ did not confirm within ${ANSWER_MS} ms`);
  channel.off('return', onReturn);
  return arrived;
}

/** Undefined when there is none. */
async function look(model: ChannelModel, queue: string) {
  try {
    return await within(
      ANSWER_MS,
      onOwnChannel(model, (channel) => channel.checkQueue(queue)),
      'RabbitMQ did not answer',
    );
  } catch (error) {
    if ((error as { code?: number }).code === NOT_FOUND) return undefined;
    throw error;
  }
}

function toLetter({ content, properties }: GetMessage): Letter {
  const headers = properties.headers ?? {};
  // RabbitMQ itself buries what its consumers never settled, and says so in its own way.
  const byBroker = headers['x-first-death-reason'];
  const reason = headers[DEAD.reason] ?? (byBroker && `RabbitMQ gave it up: ${byBroker}`);
  return {
    id: String(properties.messageId ?? ''),
    type: String(properties.type ?? ''),
    ...(reason && { reason: String(reason) }),
    ...(headers[DEAD.at] && { diedAt: String(headers[DEAD.at]) }),
    failures: Number(headers[DEAD.failures] ?? 0),
    content: content.toString(),
  };
}
