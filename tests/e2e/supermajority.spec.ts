import { expect } from '@playwright/test';
import { test } from './support/fixtures.ts';
import { startHostileSeed } from './support/hostile-seed.ts';
import { LONG_EPOCH_MS, startNetwork } from './support/network.ts';
import { accountOf, openNode, statusOf, waitForPhase } from './support/node-page.ts';
import { expectProblem } from './support/problem.ts';
import { sendSigned } from './support/send-signed.ts';
import { testAccount } from './support/test-accounts.ts';

const transfer = { from: testAccount(3), to: testAccount(6).address, amountWei: 1n };
/** Each adversary offers its blocks in one way only, so that each way has to refuse by itself. */
const WAYS = [
  { title: 'by consensus', way: 'consensus', blocks: 1, code: 'consensus/finalized-block-invalid' },
  { title: 'catching up', way: 'sync', blocks: 8, code: 'sync/final-block-invalid' },
] as const;

for (const { title, way, blocks, code } of WAYS) {
  const name = `${title}, a block of wrong state root that every validator signed is refused`;
  test(name, { tag: '@long' }, async ({ openProfile }, info) => {
    test.setTimeout(180_000);
    const folder = info.outputPath('network');
    const network = await startNetwork(folder, { epochMs: LONG_EPOCH_MS });
    const { page } = await openProfile({ wallet: false });
    await openNode(page, network.siteUrl);
    await sendSigned(page, transfer);
    const before = await statusOf(page);
    // The adversary goes on from what a seed has, and a page may know of a final block first.
    for (const seed of network.seeds) {
      const headOfSeed = async () => (await seed.status())?.finalizedHash;
      await expect.poll(headOfSeed).toBe(before.finalizedHash);
    }
    const recipient = await accountOf(page, transfer.to);
    await network.stop();
    await waitForPhase(page, 'alone');

    const port = Number(network.file.seeds[0]?.addresses[0]?.match(/tcp\/(\d+)/)?.[1]);
    const hostile = await startHostileSeed({ folder, port, blocks, way });
    try {
      await waitForPhase(page, 'stopped', 90_000);
      await expectProblem(page, code);
      const after = await statusOf(page);
      expect(after.problem?.code).toBe(code);
      expect(after).toMatchObject({
        finalizedHeight: before.finalizedHeight,
        finalizedHash: before.finalizedHash,
        stateRoot: before.stateRoot,
      });
      expect((await accountOf(page, transfer.to)).balanceWei).toBe(recipient.balanceWei);
    } finally {
      await hostile.stop();
    }
  });
}
