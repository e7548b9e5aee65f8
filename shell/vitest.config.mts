import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { name: '@tessera/shell', include: ['{src,test}/**/*.test.ts'] } });
