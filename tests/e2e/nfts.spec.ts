import { expect, type Page } from '@playwright/test';
import { createPublicClient, erc721Abi, http } from 'viem';
import { LOCAL_ERC721 } from '../../contracts/deploy/local/local-contracts.ts';
import { CLAIMS_PER_TRANSACTION } from '../../lib/client/bridge/limits.ts';
import { bridgePage, fillAmount, formIsReady, openBridge } from './support/bridge-page.ts';
import { depositNfts } from './support/deposit-nfts.ts';
import { test } from './support/fixtures.ts';
import { inspect } from './support/inspect.ts';
import type { Profile } from './support/launch-profile.ts';
import type { Network } from './support/network.ts';
import type { WeftWindow } from './support/node-page.ts';
import { takeScreenshots } from './support/screenshots.ts';
import { testAccount } from './support/test-accounts.ts';

// Many pieces of a collection leave by one signature, and are claimed by as many transactions as
// Ethereum needs, which the page queues.

test('pieces leave together; a refused claim and a reload between two lose nothing', async ({
  network,
  openProfile,
}) => {
  test.setTimeout(300_000);
  await leaveTogether(await openProfile(), network, { walletNumber: 3, count: 330 });
});

test('as many pieces as one action names leave the same way', { tag: '@long' }, async ({
  network,
  openProfile,
}) => {
  test.setTimeout(1_200_000);
  const profile = await openProfile();
  await leaveTogether(profile, network, { walletNumber: 4, count: 10_000 });
});

async function leaveTogether(
  profile: Profile,
  network: Network,
  { walletNumber, count }: { walletNumber: number; count: number },
): Promise<void> {
  const { page, wallet } = profile;
  const owner = testAccount(walletNumber - 1).address;
  const { ethereumUrl, file } = network;
  const { contracts } = file.genesis;
  const deposit = depositNfts({ ethereumUrl, contracts, account: owner, count });
  await wallet.selectAccount(walletNumber);
  await openBridge(profile, network.siteUrl);
  const { ids, inboxCount } = await deposit;
  await credited(page, owner, inboxCount);
  const whole = count.toLocaleString('en');
  const transactions = Math.ceil(count / CLAIMS_PER_TRANSACTION);

  await test.step('one signature takes all out', async () => {
    await bridgePage.flip(page).click();
    await fillAmount(page, 'PATTERN', `${ids[0]}-${ids.at(-1)}`);
    await expect(bridgePage.submit(page)).toHaveText(`Take out ${whole} PATTERN`);
    await expect(bridgePage.form(page)).toContainText(`by ${transactions} transactions`);
    await takeScreenshots(page, `nfts-form-${count}`);
    await bridgePage.submit(page).click();
    const question = await wallet.question();
    await expect(question.getByRole('heading', { name: 'BridgeWithdrawNfts' })).toBeVisible();
    await wallet.approve('Confirm');
  });
  const card = bridgePage.moving(page).filter({ hasText: `${whole}PATTERN` });
  const claim = card.getByRole('button', { name: /^Claim/ });

  await test.step('the second claim is refused', async () => {
    await expect(card).toHaveAttribute('data-state', 'claimable', { timeout: 60_000 });
    await takeScreenshots(page, `nfts-claimable-${count}`);
    await claim.click();
    await wallet.approve('Confirm');
    await wallet.question();
    const progress = page.getByRole('status').filter({ hasText: 'claimed' });
    await expect(progress).toContainText(`${CLAIMS_PER_TRANSACTION} of ${whole} claimed`);
    await expect(progress).toContainText(`Transaction 2 of ${transactions}`);
    await takeScreenshots(page, `nfts-claiming-${count}`);
    await wallet.cancel();
    await expect(page.locator('[data-error-code="wallet/rejected"]')).toBeVisible();
    await expect(page.getByText('The rest waits for you')).toBeVisible();
    await expect(card).toContainText(`${CLAIMS_PER_TRANSACTION} of ${whole} claimed`);
    await inspect(page, `nfts-refused-${count}`);
  });

  await test.step('a reload goes on with the rest', async () => {
    await page.reload();
    await formIsReady(page);
    const rest = (count - CLAIMS_PER_TRANSACTION).toLocaleString('en');
    await expect(claim).toHaveText(`Claim ${rest} PATTERN`);
    await claim.click();
    for (let next = 1; next < transactions; next++) await wallet.approve('Confirm');
    const row = bridgePage.done(page).getByRole('row').filter({ hasText: 'Withdrawal' });
    await expect(row).toContainText(`${whole}PATTERN`, { timeout: 30_000 });
    await expect(row).toContainText('claimed');
    await takeScreenshots(page, `nfts-done-${count}`);
  });
  expect(await strangersAmong(ids, owner, ethereumUrl)).toEqual([]);
}

/** Until the node of this page has applied so many events of Ethereum. */
async function credited(page: Page, account: string, inboxCount: bigint): Promise<void> {
  const read = () =>
    page.evaluate(async (key) => {
      const { weft } = window as unknown as WeftWindow;
      return (await weft.bridge(key)).inboxCount;
    }, account.toLowerCase() as `0x${string}`);
  await expect.poll(read, { timeout: 120_000 }).toBeGreaterThanOrEqual(inboxCount);
}

/** Ids that are not his on Ethereum. */
async function strangersAmong(
  ids: readonly bigint[],
  owner: string,
  ethereumUrl: string,
): Promise<bigint[]> {
  const client = createPublicClient({ transport: http(ethereumUrl, { batch: true }) });
  const token = { address: LOCAL_ERC721.address, abi: erc721Abi } as const;
  const owners = await Promise.all(
    ids.map((id) => client.readContract({ ...token, functionName: 'ownerOf', args: [id] })),
  );
  return ids.filter((_, i) => owners[i] !== owner);
}
