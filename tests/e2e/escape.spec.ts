import { expect } from '@playwright/test';
import { createClient, createTestClient, createWalletClient, http } from 'viem';
import { getBalance } from 'viem/actions';
import { checkpointsAbi } from '../../lib/core/contracts/checkpoints-abi.generated.ts';
import { bridgeStates } from '../../lib/ui/english/bridge-states.ts';
import { bridgePage, fillAmount, openBridge } from './support/bridge-page.ts';
import { test } from './support/fixtures.ts';
import { inspect } from './support/inspect.ts';
import { LONG_EPOCH_MS, type Network, startNetwork } from './support/network.ts';
import { testAccount } from './support/test-accounts.ts';

const OWNER = testAccount(0).address;
const STRANGER = testAccount(9);
const ETHER = 10n ** 18n;
const DAY_S = 86_400;
const words = bridgeStates.end;

test('a chain that ended pays everybody by its last accepted state', async ({
  openProfile,
}, info) => {
  test.setTimeout(300_000);
  const network = await startNetwork(info.outputPath('network'), { epochMs: LONG_EPOCH_MS });
  try {
    const profile = await openProfile();
    const { page, wallet } = profile;
    await openBridge(profile, network.siteUrl);
    await bridgePage.flip(page).click();
    await fillAmount(page, 'ETH', '1.75');
    await bridgePage.submit(page).click();
    await wallet.approve('Confirm');
    const card = bridgePage.moving(page).filter({ hasText: '1.75' });
    await expect(card).toHaveAttribute('data-state', 'claimable', { timeout: 60_000 });
    for (const seed of network.seeds) seed.freeze();
    await giveUp(network);

    const end = page.getByRole('region', { name: words.sealed });
    const take = end.getByRole('button', { name: /^Take .*ETH/ });
    await expect(take).toBeVisible({ timeout: 60_000 });
    await expect(end.getByRole('button', { name: /^Take .*YARN/ })).toBeVisible();
    await expect(bridgePage.form(page), 'nothing new begins').toHaveCount(0);
    await inspect(page, 'bridge-sealed');
    await take.click();
    await wallet.cancel();
    await expect(end).toContainText(/nothing was sent/i);
    const before = await balanceOf(network);
    await page.reload();
    await take.click({ timeout: 60_000 });
    await wallet.approve('Confirm');
    await expect.poll(() => balanceOf(network)).toBeGreaterThan(before + 900n * ETHER);
    await expect(take).toHaveCount(0, { timeout: 30_000 });
  } finally {
    await network.stop();
  }
});

/** After 30 days of silence and 7 of grace, by somebody who has nothing to do with it. */
async function giveUp({ ethereumUrl, file }: Network): Promise<void> {
  const transport = http(ethereumUrl);
  const time = createTestClient({ mode: 'anvil', transport });
  const stranger = createWalletClient({ account: STRANGER, transport });
  const address = file.genesis.contracts.checkpoints;
  for (const [days, functionName] of [
    [31, 'declareDead'],
    [8, 'seal'],
  ] as const) {
    await time.increaseTime({ seconds: days * DAY_S });
    await time.mine({ blocks: 1 });
    const call = { address, abi: checkpointsAbi, functionName, chain: null };
    await stranger.writeContract(call);
    await time.mine({ blocks: 1 });
  }
}

function balanceOf({ ethereumUrl }: Network): Promise<bigint> {
  return getBalance(createClient({ transport: http(ethereumUrl) }), { address: OWNER });
}
