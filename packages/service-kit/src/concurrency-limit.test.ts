import { beforeEach, describe, expect, it } from 'vitest';
import { type ConcurrencyLimit, createConcurrencyLimit } from './concurrency-limit.ts';

describe('A limit of requests that are under way', () => {
  let limit: ConcurrencyLimit;
  let turnMs = 0;
  beforeEach(() => {
    turnMs = 0;
    limit = createConcurrencyLimit({ least: 8, turn: () => turnMs });
  });

  const most = (urgent = false) => {
    let underWay = 0;
    while (limit.admits({ all: underWay, reads: underWay }, urgent)) underWay += 1;
    return underWay;
  };
  const answers = (count: number, underWay: number, ms: number, succeeded = true, route = 'POST /orders') => {
    for (let answer = 0; answer < count; answer += 1) limit.learn({ route, ms, underWay, succeeded });
  };
  /** So many answers while more come than it lets in, each taking what a place with that many under way needs. */
  const flood = (count: number, msOf: (underWay: number) => number, urgent = true) => {
    for (let answer = 0; answer < count; answer += 1) answers(1, most(urgent), msOf(most(urgent)));
  };
  /** One that gets 100 requests a second done, however many are under way. */
  const hundredPerSecond = (underWay: number) => Math.max(20, underWay * 10);

  it('When many are answered in good time, then more are let in, up to a bound', () => {
    flood(10_000, () => 20, false);
    expect(most()).toBe(250);
  });

  it('When more come than can be answered, then so few are let in that these are answered in good time', () => {
    flood(100, () => 20);
    expect(hundredPerSecond(most(true))).toBeGreaterThan(400);
    flood(1_000, hundredPerSecond);
    expect(hundredPerSecond(most(true))).toBeLessThan(250);
  });

  it('When it is flooded from its first moment on, then it finds the same limit, and keeps it', () => {
    flood(200, hundredPerSecond);
    const soon = most(true);
    flood(20_000, hundredPerSecond);
    expect(soon).toBeLessThan(25);
    expect(most(true)).toBeLessThan(25);
  });

  it('When the flood is over, then it lets in as many as before', () => {
    flood(1_000, hundredPerSecond);
    flood(10_000, () => 20);
    expect(most()).toBe(250);
  });

  it('When an answer is slow without a crowd, then that is its time', () => {
    answers(500, 4, 1_500);
    flood(10_000, () => 1_500);
    expect(most()).toBe(250);
  });

  it('When a service further down becomes slow, then few wait for it at first, and more once that is its time without a crowd', () => {
    answers(100, 4, 30);
    flood(100, () => 2_000);
    expect(most(true)).toBeLessThan(20);
    answers(500, 4, 2_000);
    flood(10_000, () => 2_000);
    expect(most()).toBe(250);
  });

  it('When one answer of a few takes very long, then no crowd is let in by it', () => {
    answers(100, 4, 100);
    answers(1, 4, 10_000);
    flood(1_000, hundredPerSecond);
    expect(hundredPerSecond(most(true))).toBeLessThan(500);
  });

  it('When calls fail at once, then answers that take their time are not slow by it', () => {
    answers(500, 4, 300);
    answers(100, 4, 1, false);
    flood(2_000, () => 300);
    expect(most()).toBeGreaterThan(100);
  });

  it('When a slow route is asked beside a quick one, then each is measured by itself', () => {
    answers(100, 4, 2, true, 'GET /orders/:id');
    answers(500, 4, 300, true, 'POST /orders');
    flood(2_000, () => 300);
    expect(most()).toBeGreaterThan(100);
  });

  it('When all is slow beyond measure, then few are still let in, changes rather than reads', () => {
    answers(100, 4, 20);
    answers(300, 60, 60_000);
    expect([most(), most(true)]).toEqual([8, 12]);
  });

  it('When changes that hang hold all places, then some reads are let in all the same', () => {
    answers(300, 60, 60_000);
    const reads = [0, 3, 4].map((reads) => limit.admits({ all: 12 + reads, reads }, false));
    expect(reads).toEqual([true, true, false]);
    expect(limit.admits({ all: 12, reads: 0 }, true)).toBe(false);
  });

  it('When a slow service is flooded from its first moment on, then it learns that this is its time', () => {
    limit = createConcurrencyLimit({ least: 20, turn: () => turnMs });
    flood(10_000, () => 800);
    expect(most()).toBe(250);
  });

  it('When it is not told how few it may let in, then it learns nothing', () => {
    limit = createConcurrencyLimit({ turn: () => turnMs });
    flood(1_000, hundredPerSecond);
    expect([most(), most(true)]).toEqual([250, 375]);
  });

  it('When few are under way and slow, then nothing is learnt of the limit', () => {
    const before = most();
    answers(100, 4, 20);
    answers(100, 4, 5_000);
    expect(most()).toBe(before);
  });

  it('When the event loop is late while many are under way, then reads are refused, and later changes', () => {
    flood(10_000, () => 20);
    const admits = (all: number, urgent: boolean) => limit.admits({ all, reads: all }, urgent);
    turnMs = 200;
    expect([admits(49, false), admits(50, false), admits(50, true)]).toEqual([true, false, true]);
    turnMs = 400;
    expect([admits(49, true), admits(50, true)]).toEqual([true, false]);
  });
});
