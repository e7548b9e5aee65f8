import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  // Templates are tested as what is made of them.
  test: { exclude: [...configDefaults.exclude, 'create-remote/templates/**'] },
});
