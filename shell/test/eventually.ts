import { vi } from 'vitest';

/** The running shell comes to it by itself, on a busy machine too. */
export const eventually = <T>(see: () => Promise<T>): Promise<T> => vi.waitFor(see, { timeout: 15_000, interval: 50 });
