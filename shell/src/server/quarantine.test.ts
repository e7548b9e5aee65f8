import { describe, expect, it } from 'vitest';
import { createQuarantine } from './quarantine.ts';

const RELEASE = 'shop@1.0.0';
function world() {
  let now = 0;
  const quarantine = createQuarantine({ failures: 3, windowMs: 1000, asideMs: 10_000, now: () => now });
  const fail = (times = 1) => {
    let until: number | undefined;
    for (let time = 0; time < times; time++) until = quarantine.fail(RELEASE);
    return until;
  };
  const wait = (ms: number) => {
    now += ms;
  };
  return { ...quarantine, fail, wait, admitted: () => quarantine.admit(RELEASE) };
}

describe('quarantine', () => {
  it('When a release fails often enough, then it is set aside for its time', () => {
    const { fail, wait, admitted, aside } = world();
    expect(fail(2)).toBeUndefined();
    expect(admitted()).toBe(true);
    expect(fail()).toBe(10_000);
    expect(admitted()).toBe(false);
    expect(aside()).toEqual([{ release: RELEASE, until: 10_000, times: 1 }]);
    wait(9_999);
    expect(admitted()).toBe(false);
  });

  it('When its faults are far apart, then it stays', () => {
    const { fail, wait, admitted } = world();
    for (let time = 0; time < 9; time++) {
      fail();
      wait(501);
    }
    expect(admitted()).toBe(true);
  });

  it('When its time has passed, then one page tries it, and a success brings it back for all', () => {
    const { fail, wait, admitted, succeed, isAside } = world();
    fail(3);
    wait(10_000);
    expect(admitted()).toBe(true);
    expect(admitted()).toBe(false);
    expect(succeed(RELEASE)).toBe(true);
    expect(succeed(RELEASE)).toBe(false);
    expect([admitted(), admitted(), isAside(RELEASE)]).toEqual([true, true, false]);
  });

  it('When the trial fails, then it is set aside for twice the time, up to a quarter of an hour', () => {
    const { fail, wait, aside } = world();
    fail(3);
    wait(10_000);
    expect(fail()).toBe(30_000);
    for (let time = 0; time < 10; time++) {
      wait(15 * 60_000);
      fail();
    }
    wait(15 * 60_000 - 1);
    expect(aside()[0]?.times).toBe(12);
    expect(fail()).toBeUndefined();
  });

  it('When nobody hears of the trial, then another page tries', () => {
    const { fail, wait, admitted } = world();
    fail(3);
    wait(10_000);
    admitted();
    wait(2000);
    expect(admitted()).toBe(true);
  });
});
