import { openEventStream } from '@tessera/service-kit/event-stream';
import type { Logger } from '@tessera/service-kit/logger';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { Response } from 'express';
import { isSettled, type OwnedOrder } from '../domain/order.ts';
import type { OrderRepository } from '../domain/order-repository.ts';

const POLL_MS = 1_000;

export interface OrderStreams {
  open(state: OwnedOrder, res: Response): void;
  close(): void;
}

/** Live orders: one look a second serves all streams of this process. */
export function createOrderStreams(deps: { orders: OrderRepository; logger: Logger; limit: number }): OrderStreams {
  const { orders, logger, limit } = deps;
  const watchers = new Map<ReturnType<typeof openEventStream>, { id: string; version: number }>();

  const push = (stream: ReturnType<typeof openEventStream>, state: OwnedOrder) => {
    stream.send('order', state.order);
    if (isSettled(state)) stream.close();
    else watchers.set(stream, { id: state.order.id, version: state.order.version });
  };

  const poll = async () => {
    // The oldest version that somebody still shows decides.
    const shown = new Map<string, number>();
    for (const { id, version } of watchers.values()) shown.set(id, Math.min(version, shown.get(id) ?? version));
    for (const state of await orders.changedSince(shown)) {
      const { id, version } = state.order;
      for (const [stream, seen] of watchers) if (seen.id === id && seen.version < version) push(stream, state);
    }
  };

  let timer: NodeJS.Timeout | undefined;
  const tick = async () => {
    await poll().catch((err: unknown) => logger.warn({ err }, 'live orders are late'));
    timer = watchers.size > 0 ? setTimeout(tick, POLL_MS) : undefined;
  };

  return {
    open(state, res) {
      if (watchers.size >= limit) throw new DomainError('too-many-streams', 'Live updates are busy. Please reload.');
      const stream = openEventStream(res);
      stream.signal.addEventListener('abort', () => watchers.delete(stream));
      push(stream, state);
      timer ??= setTimeout(tick, POLL_MS);
    },
    close() {
      clearTimeout(timer);
      for (const stream of watchers.keys()) stream.close();
    },
  };
}
