import { randomUUID } from 'node:crypto';
import { defineEvent, type EventDefinition, type EventEnvelope } from '@tessera/contracts/events/event';
import { paymentRefunded } from '@tessera/contracts/events/payment-refunded';
import { newId } from '@tessera/service-kit/system';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createEnvelope } from '../src/create-envelope.ts';
import { type EventBus, on } from '../src/event-bus.ts';
import type { Retries } from '../src/retries.ts';

/** Buses under test are connected with this. */
export const impatient: Retries = { pausesMs: [20, 40, 80], deliveries: 5 };

/** One broker that several buses (processes) connect to in turn or at once. */
export interface BrokerUnderTest {
  connect(): Promise<EventBus>;
  /** Ids of the events that were dead-lettered. */
  dead(queue: string): Promise<string[]>;
  /** Removes the queue with its waiting rooms and dead letters, and what waits of a type that nobody consumes. */
  remove(queue: string, type?: string): Promise<void>;
}

/** What every event bus promises. Each test has its own queue and event types, so brokers may be shared. */
export function eventBusSuite(broker: () => BrokerUnderTest): void {
  const data = z.object({ n: z.int() });
  let happened: EventDefinition<string, typeof data> = { type: '', version: 1, data };
  let queue = '';
  let buses: EventBus[] = [];
  const connect = async () => {
    const bus = await broker().connect();
    buses.push(bus);
    return bus;
  };
  const envelope = (n: number): EventEnvelope =>
    createEnvelope(happened, { source: '/test', subject: 's', data: { n }, id: randomUUID(), time: new Date() });

  beforeEach(() => {
    const run = randomUUID().slice(0, 8);
    happened = defineEvent({ type: `test.happened-${run}`, version: 1, data });
    queue = `test.${run}`;
  });
  afterEach(async () => {
    await Promise.all(buses.map((bus) => bus.close()));
    buses = [];
    await broker().remove(queue, happened.type);
  });

  it('When an event is published, then each queue that asked for it gets it once', async () => {
    const bus = await connect();
    const seen: number[] = [];
    const other: number[] = [];
    await bus.subscribe({ queue, handlers: [on(happened, async ({ n }) => void seen.push(n))] });
    await bus.subscribe({ queue: `${queue}.other`, handlers: [on(happened, async ({ n }) => void other.push(n))] });

    await bus.publish([envelope(1), envelope(2), envelope(3)]);

    await vi.waitFor(
      () =>
        expect([seen.toSorted(), other.toSorted()]).toEqual([
          [1, 2, 3],
          [1, 2, 3],
        ]),
      5_000,
    );
    await broker().remove(`${queue}.other`);
  });

  it('When nobody wants an event yet, then it waits for the first consumer that does', async () => {
    const first = await connect();
    await first.publish([envelope(1), envelope(2)]);
    await first.close();

    const seen: number[] = [];
    const second = await connect();
    await second.subscribe({ queue, handlers: [on(happened, async ({ n }) => void seen.push(n))] });

    await vi.waitFor(() => expect(seen.toSorted()).toEqual([1, 2]), 5_000);
  });

  it('When an event comes in a former version, then the handler gets it as the current one', async () => {
    const bus = await connect();
    const seen: unknown[] = [];
    const refunded = { ...paymentRefunded, type: happened.type };
    await bus.subscribe({ queue, handlers: [on(refunded, async (data) => void seen.push(data))] });
    const [paymentId, orderId, refundId] = [newId(), newId(), newId()];
    const amount = { amount: 500, currency: 'EUR' } as const;

    await bus.publish([
      { ...envelope(1), dataschema: `urn:tessera:event:${happened.type}:1`, data: { paymentId, orderId, amount } },
    ]);
    await vi.waitFor(() => expect(seen).toHaveLength(1), 5_000);
    await bus.publish([
      {
        ...envelope(2),
        dataschema: `urn:tessera:event:${happened.type}:2`,
        data: { paymentId, orderId, refundId, amount, refunded: amount },
      },
    ]);

    await vi.waitFor(() => expect(seen).toHaveLength(2), 5_000);
    expect(seen).toEqual([
      { paymentId, orderId, refundId: paymentId, amount, refunded: amount },
      { paymentId, orderId, refundId, amount, refunded: amount },
    ]);
  });

  it('When an event is newer than its consumer, then it is tried again, and one that was deployed meanwhile gets it', async () => {
    const newer = { ...happened, version: 2 };
    const old = await connect();
    const handle = vi.fn();
    await old.subscribe({ queue, handlers: [on(happened, handle)] });
    await old.publish([{ ...envelope(7), dataschema: `urn:tessera:event:${happened.type}:2` }]);
    await old.close();

    const seen: number[] = [];
    const deployed = await connect();
    await deployed.subscribe({ queue, handlers: [on(newer, async ({ n }) => void seen.push(n))] });

    await vi.waitFor(() => expect(seen).toEqual([7]), 5_000);
    expect(handle).not.toHaveBeenCalled();
  });

  it('When an event has no handler in its queue, then it is kept as a dead letter', async () => {
    const newer = await connect();
    await newer.subscribe({ queue, handlers: [on(happened, async () => {})] });
    await newer.close();
    const event = envelope(1);
    const older = await connect();
    await older.publish([event]);

    await older.subscribe({ queue, handlers: [] });

    await vi.waitFor(async () => expect(await broker().dead(queue)).toEqual([event.id]), 5_000);
  });

  it('When a handler fails twice, then the event comes again until it succeeds', async () => {
    const bus = await connect();
    let calls = 0;
    const handler = on(happened, async () => {
      calls += 1;
      if (calls < 3) throw new Error('not yet');
    });
    await bus.subscribe({ queue, handlers: [handler] });

    await bus.publish([envelope(1)]);

    await vi.waitFor(() => expect(calls).toBe(3), 5_000);
    expect(await broker().dead(queue)).toEqual([]);
  });

  it('When a handler always fails, then the event is dead-lettered after five deliveries, and others still come', async () => {
    const bus = await connect();
    const bad = envelope(-1);
    const seen: number[] = [];
    let failures = 0;
    const handler = on(happened, async ({ n }) => {
      if (n > 0) return void seen.push(n);
      failures += 1;
      throw new Error('never');
    });
    await bus.subscribe({ queue, handlers: [handler] });

    await bus.publish([bad, envelope(1)]);

    await vi.waitFor(async () => expect(await broker().dead(queue)).toEqual([bad.id]), {
      timeout: 8_000,
      interval: 200,
    });
    expect(failures).toBe(5);
    expect(seen).toEqual([1]);
  });

  it('When many events fail at first, then others do not wait for them, and all succeed in the end', async () => {
    const bus = await connect();
    const calls = new Map<number, number>();
    const seen: number[] = [];
    const handler = on(happened, async ({ n }) => {
      calls.set(n, (calls.get(n) ?? 0) + 1);
      if (n < 50 && calls.get(n) !== 3) throw new Error('not yet');
      seen.push(n);
    });
    await bus.subscribe({ queue, handlers: [handler] });

    await bus.publish(Array.from({ length: 51 }, (_, n) => envelope(n)));

    await vi.waitFor(() => expect(seen).toHaveLength(51), 8_000);
    expect(seen.indexOf(50)).toBeLessThan(10);
  });

  it('When an event breaks its contract, then it is dead-lettered at once', async () => {
    const bus = await connect();
    const handle = vi.fn();
    await bus.subscribe({ queue, handlers: [on(happened, handle)] });
    const broken = { ...envelope(1), data: { n: 'one' } };

    await bus.publish([broken]);

    await vi.waitFor(async () => expect(await broker().dead(queue)).toEqual([broken.id]), 5_000);
    expect(handle).not.toHaveBeenCalled();
  });

  it('When an event comes while the consumer is away, then it gets it on its return', async () => {
    const first = await connect();
    await first.subscribe({ queue, handlers: [on(happened, async () => {})] });
    await first.close();
    const second = await connect();
    await second.publish([envelope(7)]);

    const seen: number[] = [];
    await second.subscribe({ queue, handlers: [on(happened, async ({ n }) => void seen.push(n))] });

    await vi.waitFor(() => expect(seen).toEqual([7]), 5_000);
  });

  it('When a consumer stops while an event keeps failing, then the event comes again after its restart', async () => {
    const first = await connect();
    let failed = false;
    const failing = on(happened, async () => {
      failed = true;
      throw new Error('the database is down');
    });
    await first.subscribe({ queue, handlers: [failing] });
    await first.publish([envelope(7)]);
    await vi.waitFor(() => expect(failed).toBe(true), 5_000);
    await first.close();

    const seen: number[] = [];
    const second = await connect();
    await second.subscribe({ queue, handlers: [on(happened, async ({ n }) => void seen.push(n))] });

    await vi.waitFor(() => expect(seen).toEqual([7]), 5_000);
  });

  it('When many events come at once, then each is handled and at most ten at a time', async () => {
    const bus = await connect();
    const seen = new Set<number>();
    let running = 0;
    let most = 0;
    const handler = on(happened, async ({ n }) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      seen.add(n);
    });
    await bus.subscribe({ queue, handlers: [handler] });

    await bus.publish(Array.from({ length: 200 }, (_, n) => envelope(n)));

    await vi.waitFor(() => expect(seen.size).toBe(200), 8_000);
    expect(most).toBeLessThanOrEqual(10);
  });

  it('When it is asked how it is, then it answers', async () => {
    await expect((await connect()).check()).resolves.toBeUndefined();
  });
}
