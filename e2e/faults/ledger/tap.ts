import { type ConfirmChannel, type ConsumeMessage, connect as connectAmqp } from 'amqplib';

/** Listens to every event that passes the broker's exchange. */
export interface Tap {
  readonly messages: readonly ConsumeMessage[];
  /** Events that came more than once. */
  repeats(): number;
  /** Publishes messages anew, as they were, through the same exchange; resolves when the broker has them all. */
  replay(messages: readonly ConsumeMessage[]): Promise<void>;
  /** Puts anything straight into a queue. */
  put(queue: string, content: Buffer, properties: { type?: string; messageId?: string }): Promise<void>;
  close(): Promise<void>;
}

const EXCHANGE = 'tessera.events';

export async function openTap(url: string): Promise<Tap> {
  const connection = await connectAmqp(url);
  connection.on('error', () => {});
  const channel: ConfirmChannel = await connection.createConfirmChannel();
  channel.on('error', () => {});
  const { queue } = await channel.assertQueue('', { exclusive: true });
  await channel.bindQueue(queue, EXCHANGE, '#');
  const messages: ConsumeMessage[] = [];
  await channel.consume(queue, (message) => void (message && messages.push(message)), { noAck: true });

  return {
    messages,
    repeats: () => messages.length - new Set(messages.map(({ properties }) => properties.messageId)).size,
    async replay(again) {
      for (const { fields, content, properties } of again) {
        channel.publish(EXCHANGE, fields.routingKey, content, { ...properties, persistent: true });
      }
      await channel.waitForConfirms();
    },
    async put(to, content, properties) {
      channel.sendToQueue(to, content, { ...properties, persistent: true });
      await channel.waitForConfirms();
    },
    close: async () => void (await connection.close().catch(() => {})),
  };
}
