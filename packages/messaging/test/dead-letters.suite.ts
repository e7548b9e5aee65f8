import { randomUUID } from 'node:crypto';
import { defineEvent, type EventDefinition, type EventEnvelope } from '@tessera/contracts/events/event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createEnvelope } from '../src/create-envelope.ts';
import type { DeadLetters } from '../src/dead-letters.ts';
import { type EventBus, on, UnusableEvent } from '../src/event-bus.ts';

interface BrokerUnderTest {
  connect(): Promise<EventBus>;
  deadLetters(known: { queues: string[]; types: string[] }): Promise<DeadLetters>;
  remove(queue: string, type: string): Promise<void>;
}

/** What an operator may count on. The queues and types are each test's own, so brokers may be shared. */
export function deadLettersSuite(broker: () => BrokerUnderTest): void {
  const data = z.object({ n: z.int() });
  let happened: EventDefinition<string, typeof data> = { type: '', version: 1, data };
  let queue = '';
  let bus: EventBus;
  let letters: DeadLetters;
  let cured = false;
  let seen: number[] = [];
  const envelope = (n: number): EventEnvelope =>
    createEnvelope(happened, { source: '/test', subject: 's', data: { n }, id: randomUUID(), time: new Date() });
  const consumer = () =>
    on(happened, async ({ n }) => {
      if (!cured) throw new UnusableEvent('the shelf is missing');
      seen.push(n);
    });
  const letDie = async (events: readonly EventEnvelope[]) => {
    await bus.subscribe({ queue, handlers: [consumer()] });
    await bus.publish(events);
    await vi.waitFor(async () => expect(await letters.show(queue, 10)).toHaveLength(events.length), 8_000);
  };

  beforeEach(async () => {
    queue = `test.${randomUUID().slice(0, 8)}`;
    happened = defineEvent({ type: `${queue}.happened`, version: 1, data });
    cured = false;
    seen = [];
    bus = await broker().connect();
    // The journal is there once a bus has been.
    letters = await broker().deadLetters({ queues: [queue], types: [happened.type] });
  });
  afterEach(async () => {
    await letters.close();
    await bus.close();
    await broker().remove(queue, happened.type);
  });

  it('When an event died, then the list counts it and it is shown with why, when and how often', async () => {
    const event = envelope(1);
    const before = new Date().toISOString();
    await letDie([event]);

    expect(await letters.list()).toContainEqual(expect.objectContaining({ queue, ready: 0, waiting: 0, dead: 1 }));
    const [letter] = await letters.show(queue, 10);
    expect(letter).toMatchObject({ id: event.id, type: event.type, failures: 1 });
    expect(letter?.reason).toContain('the shelf is missing');
    expect(letter?.diedAt?.localeCompare(before)).toBeGreaterThanOrEqual(0);
    expect(JSON.parse(letter?.content ?? '')).toEqual(event);
    expect(await letters.show(queue, 10)).toHaveLength(1);
  });

  it('When letters are replayed after the cure, then each is handled and none is left', async () => {
    await letDie([envelope(1), envelope(2), envelope(3)]);
    cured = true;

    expect(await letters.replay(queue, {})).toEqual({ moved: 3, kept: 0 });

    await vi.waitFor(() => expect(seen.toSorted()).toEqual([1, 2, 3]), 8_000);
    expect(await letters.show(queue, 10)).toEqual([]);
  });

  it('When one is replayed, then the others stay', async () => {
    const [one, other] = [envelope(1), envelope(2)];
    await letDie([one, other]);
    cured = true;

    expect(await letters.replay(queue, { id: other.id })).toEqual({ moved: 1, kept: 0 });

    await vi.waitFor(() => expect(seen).toEqual([2]), 8_000);
    expect((await letters.show(queue, 10)).map(({ id }) => id)).toEqual([one.id]);
    expect(await letters.replay(queue, { id: randomUUID() })).toEqual({ moved: 0, kept: 0 });
  });

  it('When what is wrong still is, then a replayed event dies again and is not lost', async () => {
    const event = envelope(1);
    await letDie([event]);

    await letters.replay(queue, {});

    await vi.waitFor(async () => {
      expect(await letters.show(queue, 10)).toMatchObject([{ id: event.id, failures: 1 }]);
    }, 8_000);
  });

  it('When one is dropped, then it is gone for good and the others stay', async () => {
    const [one, other] = [envelope(1), envelope(2)];
    await letDie([one, other]);

    expect(await letters.drop(queue, one.id)).toBe(true);

    expect(await letters.drop(queue, one.id)).toBe(false);
    expect((await letters.show(queue, 10)).map(({ id }) => id)).toEqual([other.id]);
  });

  it('When nobody consumes an event, then it is shown and stays until somebody does', async () => {
    const event = envelope(1);
    const unrouted = `tessera.unrouted.${happened.type}`;
    await bus.publish([event]);

    expect(await letters.list()).toContainEqual(expect.objectContaining({ queue: unrouted, ready: 1 }));
    expect(await letters.show(unrouted, 10)).toMatchObject([{ id: event.id, type: event.type }]);
    expect(await letters.replay(unrouted, {})).toEqual({ moved: 0, kept: 1 });

    cured = true;
    await bus.subscribe({ queue, handlers: [consumer()] });
    await vi.waitFor(() => expect(seen).toEqual([1]), 8_000);
    expect(await letters.show(unrouted, 10)).toEqual([]);
  });

  it('When there is no such queue, then that is said', async () => {
    await expect(letters.show('test.nowhere', 10)).rejects.toThrow('There is no queue test.nowhere');
    await letDie([envelope(1)]);
    await expect(letters.replay(queue, { to: 'test.nowhere' })).rejects.toThrow('There is no queue test.nowhere');
  });
}
