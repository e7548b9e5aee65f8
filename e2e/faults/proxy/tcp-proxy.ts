import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../random.ts';
import { pieces, type Toxics } from './toxics.ts';

/** `up`: what the client says. `down`: what the server says. */
export type Direction = 'up' | 'down';

/** Stands between a client and a server, and spoils what passes as a test wishes. */
export interface TcpProxy {
  readonly port: number;
  /** From now on, for connections old and new. */
  poison(direction: Direction, toxics: Toxics): void;
  /** Nobody gets in; who is in is cut off. */
  refuse(): void;
  /** All passes again. What a hole held back arrives late, as it does when a network comes back. */
  heal(): void;
  /** Resets all connections. */
  cut(): void;
  /**
   * The next `times` times that the client says something that matches, it reaches the server, and the connection is
   * reset before the answer comes back.
   */
  loseAnswerTo(match: RegExp, times: number): void;
  /** Answers that were lost so far. */
  readonly lost: number;
  close(): Promise<void>;
}

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  losing: boolean;
}

export async function startTcpProxy(options: { port: number; target: number; random: Random }): Promise<TcpProxy> {
  const { port, target, random } = options;
  const links = new Set<Link>();
  const toxics: Record<Direction, Toxics> = { up: {}, down: {} };
  let refusing = false;
  let losing: { match: RegExp; times: number } | undefined;
  let lost = 0;

  const reset = (link: Link) => {
    link.client.resetAndDestroy();
    link.server.resetAndDestroy();
    links.delete(link);
  };

  const passOn = async (link: Link, direction: Direction): Promise<void> => {
    const [from, to] = direction === 'up' ? [link.client, link.server] : [link.server, link.client];
    for await (const chunk of from as AsyncIterable<Buffer>) {
      if (direction === 'up' && losing && losing.match.test(chunk.toString('latin1'))) {
        losing = losing.times > 1 ? { ...losing, times: losing.times - 1 } : undefined;
        link.losing = true;
      }
      if (direction === 'down' && link.losing) {
        lost += 1;
        return reset(link);
      }
      for (const { piece, pauseMs } of pieces(chunk, toxics[direction], random)) {
        if (pauseMs > 0) await sleep(pauseMs);
        while (toxics[direction].hole) await sleep(5);
        if (!to.writable) return reset(link);
        if (!to.write(piece)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
      }
    }
    while (toxics[direction].hole) await sleep(5);
    to.end();
  };

  const server = createServer({ noDelay: true }, (client) => {
    if (refusing) return void client.resetAndDestroy();
    const link: Link = { client, server: connect({ port: target, host: '127.0.0.1', noDelay: true }), losing: false };
    links.add(link);
    for (const socket of [link.client, link.server]) {
      socket.on('error', () => {});
      socket.once('close', () => links.delete(link));
    }
    for (const direction of ['up', 'down'] as const) passOn(link, direction).catch(() => reset(link));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  const cut = () => {
    for (const link of links) reset(link);
  };
  return {
    port,
    poison: (direction, given) => {
      toxics[direction] = given;
    },
    refuse: () => {
      refusing = true;
      cut();
    },
    heal: () => {
      refusing = false;
      toxics.up = {};
      toxics.down = {};
      losing = undefined;
    },
    cut,
    loseAnswerTo: (match, times) => {
      losing = { match, times };
    },
    get lost() {
      return lost;
    },
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
