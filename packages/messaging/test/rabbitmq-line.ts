import { once } from 'node:events';
import { type AddressInfo, connect as connectTcp, createServer, type Server, type Socket } from 'node:net';

const CONNECTION_CLASS = 10;
const BLOCKED = 60;
const UNBLOCKED = 61;
const END_OF_FRAME = 0xce;

export interface Line {
  readonly url: string;
  /** Cuts all connections; whoever calls again gets through. */
  cut(): void;
  /** Cuts them as soon as so many more bytes went to the broker: in the middle of whatever that is. */
  cutAfter(bytes: number): void;
  /** Nobody answers at this address any more, until `open()`. */
  close(): Promise<void>;
  open(): Promise<void>;
  /** Does what RabbitMQ does at a memory or disk alarm: tells clients, and reads nothing from those that publish. */
  block(reason: string): void;
  unblock(): void;
}

/** A line to the broker that can fail. */
export async function openLine(brokerUrl: string): Promise<Line> {
  const broker = new URL(brokerUrl);
  const pairs = new Set<{ near: Socket; far: Socket }>();
  let bytesLeft = Number.POSITIVE_INFINITY;
  let port = 0;
  let server: Server;

  const cut = () => {
    bytesLeft = Number.POSITIVE_INFINITY;
    for (const { near, far } of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  const open = async () => {
    server = createServer((near) => {
      const far = connectTcp(Number(broker.port || 5672), broker.hostname);
      const pair = { near, far };
      pairs.add(pair);
      near.on('data', (bytes) => {
        bytesLeft -= bytes.length;
        if (bytesLeft < 0) cut();
      });
      near.pipe(far).pipe(near);
      for (const socket of [near, far]) {
        socket.on('error', () => {});
        socket.on('close', () => {
          pairs.delete(pair);
          near.destroy();
          far.destroy();
        });
      }
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  await open();

  const through = new URL(brokerUrl);
  through.host = `127.0.0.1:${port}`;
  return {
    url: through.href,
    cut,
    cutAfter: (bytes) => {
      bytesLeft = bytes;
    },
    open,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
    block: (reason) => {
      for (const { near, far } of pairs) {
        near.unpipe(far);
        near.write(method(BLOCKED, Buffer.from([reason.length, ...Buffer.from(reason)])));
      }
    },
    unblock: () => {
      for (const { near, far } of pairs) {
        near.write(method(UNBLOCKED, Buffer.alloc(0)));
        near.pipe(far);
      }
    },
  };
}

/** An AMQP method frame of channel 0. */
function method(id: number, fields: Buffer): Buffer {
  const head = Buffer.alloc(11);
  head.writeUInt8(1, 0);
  head.writeUInt16BE(0, 1);
  head.writeUInt32BE(4 + fields.length, 3);
  head.writeUInt16BE(CONNECTION_CLASS, 7);
  head.writeUInt16BE(id, 9);
  return Buffer.concat([head, fields, Buffer.from([END_OF_FRAME])]);
}
