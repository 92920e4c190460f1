import { join } from 'node:path';
import { test as base, type TestInfo } from '@playwright/test';
import { launchProfile, type Profile, type ProfileOptions } from './launch-profile.ts';
import { EPOCH_MS, type Network, startNetwork } from './network.ts';
import { recordPage } from './record-page.ts';

type OpenProfile = (options?: Partial<ProfileOptions> & { name?: string }) => Promise<Profile>;

interface TestFixtures {
  /** Opens a person's browser and closes it after the test; the same name is the same person. */
  openProfile: OpenProfile;
}

interface WorkerFixtures {
  /** Started before the first test that needs it; anew after a failed one. */
  network: Network;
  /** As `npm start` has it; longer for tests that stop validators, shorter to live through some. */
  epochMs: number;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  epochMs: [EPOCH_MS, { scope: 'worker', option: true }],
  network: [
    async ({ epochMs }, use, info) => {
      const folder = join(info.project.outputDir, `network-${process.pid}`);
      const network = await startNetwork(folder, { epochMs });
      await use(network);
      await network.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures here.
  openProfile: async ({}, use, info) => {
    const opened: { name: string; profile: Profile; log: string[] }[] = [];
    await use(async ({ name = 'profile', ...options } = {}) => {
      const profile = await launchProfile({ folder: info.outputPath(name), ...options });
      const log = recordPage(profile.context);
      opened.push({ name, profile, log });
      return profile;
    });
    const failed = info.status !== info.expectedStatus;
    for (const { name, profile, log } of opened) {
      if (failed) await info.attach(`${name}.log`, { body: log.join('\n') });
      if (failed) await attachScreenshots(name, profile, info);
      await profile.close();
    }
  },
});

async function attachScreenshots(name: string, profile: Profile, info: TestInfo): Promise<void> {
  for (const [index, page] of profile.context.pages().entries()) {
    const body = await page.screenshot({ timeout: 5_000 }).catch(() => undefined);
    if (body) await info.attach(`${name}-${index}.png`, { body, contentType: 'image/png' });
  }
}
