import { defineConfig } from '@playwright/test';

/**
 * Real browsers against a real local network. One worker: the tests share two cores with four
 * validators, and a browser that waits for a processor looks like a fault of the product.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '*.spec.ts',
  outputDir: '.weft/test-results',
  globalSetup: './tests/e2e/global-setup.ts',
  ...(!process.env.LONG && { grepInvert: /@long/ }),
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: { actionTimeout: 15_000, navigationTimeout: 30_000 },
});
