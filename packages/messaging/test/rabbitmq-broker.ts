import { type ConfirmChannel, connect } from 'amqplib';
import { deadLettersOf, unroutedOf, waitingRoom } from '../src/rabbitmq-topology.ts';
import { impatient } from './event-bus.suite.ts';

/** Looks into a broker beside the bus under test. */
export function testBroker(url: string) {
  const withChannel = async <T>(use: (channel: ConfirmChannel) => Promise<T>): Promise<T> => {
    const connection = await connect(url);
    try {
      const channel = await connection.createConfirmChannel();
      const result = await use(channel);
      await channel.waitForConfirms();
      return result;
    } finally {
      await connection.close();
    }
  };
  return {
    withChannel,
    /** What is in a queue; closing the channel puts it back: looking does not take. */
    messagesIn: (queue: string) =>
      withChannel(async (channel) => {
        const messages = [];
        for (let message = await channel.get(queue); message; message = await channel.get(queue))
          messages.push(message);
        return messages;
      }),
    /** Removes a consumer's queues, and what waits unrouted of types. */
    remove: (queue: string, ...types: string[]) =>
      withChannel(async (channel) => {
        const rooms = impatient.pausesMs.map((pause) => waitingRoom(queue, pause));
        for (const name of [queue, ...rooms, deadLettersOf(queue), ...types.map(unroutedOf)])
          await channel.deleteQueue(name);
      }),
  };
}
