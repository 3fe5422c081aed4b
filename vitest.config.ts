import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    // One process a core, its modules kept from file to file: loading them anew took most of the time.
    isolate: false,
    maxWorkers: '100%',
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    // These need a browser: `npm run test:browser`.
    exclude: [...configDefaults.exclude, 'tests/browser/**'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
