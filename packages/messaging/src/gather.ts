import { setTimeout as pause } from 'node:timers/promises';

const GATHER_MS = 20;

/**
 * Between a batch that was not full and the next: an event that comes alone is published at once, those of a busy shop go
 * together, which costs everybody on their way far less.
 */
export const gather = (): Promise<void> => pause(GATHER_MS);
