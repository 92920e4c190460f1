import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/{unit,ethereum,simulation,compliance,conformance,architecture}/**/*.test.ts'],
    testTimeout: 30_000,
    maxWorkers: '100%',
  },
});
