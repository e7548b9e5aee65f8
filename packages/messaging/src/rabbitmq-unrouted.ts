import type { ChannelModel } from 'amqplib';
import type { Publisher } from './rabbitmq-publisher.ts';
import { onOwnChannel, unroutedOf } from './rabbitmq-topology.ts';

const NOT_FOUND = 404;

/**
 * Publishes anew what was published while nobody was bound for these types: a consumer that starts for the first time
 * after its producers misses nothing. Each is confirmed before it leaves: rather twice than never.
 */
export async function handOverUnrouted(
  model: ChannelModel,
  types: readonly string[],
  publisher: Publisher,
): Promise<void> {
  for (const type of types) {
    await onOwnChannel(model, async (channel) => {
      // Not more than were there, because what is still unroutable comes back.
      const { messageCount } = await channel.checkQueue(unroutedOf(type));
      for (let n = 0; n < messageCount; n += 1) {
        const message = await channel.get(unroutedOf(type));
        if (!message) return;
        await publisher.publish(type, message.content, message.properties);
        channel.ack(message);
      }
    }).catch((error) => {
      if ((error as { code?: number }).code !== NOT_FOUND) throw error;
    });
  }
}
