import { v7 } from 'uuid';

export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A UUIDv7: sorts by the time it was made. */
export const newId = (): string => v7();
