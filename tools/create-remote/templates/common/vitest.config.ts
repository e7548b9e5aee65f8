import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Each file builds into the same folder.
    fileParallelism: false,
    testTimeout: 15_000,
    hookTimeout: 120_000,
  },
});
