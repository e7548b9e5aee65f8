import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*', 'services/*', 'bff/*', '!**/Dockerfile', 'tools', 'shell', 'mfe-*'],
  },
});
