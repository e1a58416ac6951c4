import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    // Temporal's native bridge wants a process of its own; two cores are the smallest machine that the suite is for.
    pool: 'forks',
    maxWorkers: 2,
    // Real servers on a machine that may be busy: a limit is there to end what hangs, not to measure.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
  },
});
