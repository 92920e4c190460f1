import { expect } from '@playwright/test';
import {
  createPublicClient,
  createTestClient,
  createWalletClient,
  erc20Abi,
  http,
  parseEther,
} from 'viem';
import { LOCAL_ERC20 } from '../../contracts/deploy/local/local-contracts.ts';
import { links } from '../../lib/ui/links.ts';
import { bridgePage, fillAmount, formIsReady, openBridge } from './support/bridge-page.ts';
import { test } from './support/fixtures.ts';
import { inspect } from './support/inspect.ts';
import type { Profile } from './support/launch-profile.ts';
import type { WeftWindow } from './support/node-page.ts';
import { testAccount } from './support/test-accounts.ts';

// Whoever claims first: everybody is paid once, and no page calls that a fault.

const STRANGER = testAccount(9).address;

test('a token that somebody else claims arrives; ether that two tabs claim is paid once', async ({
  network,
  openProfile,
}) => {
  test.setTimeout(180_000);
  const profile = await openProfile();
  const { page, wallet, context } = profile;
  const owner = testAccount(0).address;
  const transport = http(network.ethereumUrl);
  const ethereum = createPublicClient({ transport, cacheTime: 0 });
  const yarn = () =>
    ethereum.readContract({
      ...{ address: LOCAL_ERC20.address, abi: erc20Abi, functionName: 'balanceOf' },
      args: [owner],
    });
  await openBridge(profile, network.siteUrl);
  const before = await yarn();
  await bridgePage.flip(page).click();
  await takeOut(profile, 'YARN', '25');
  await takeOut(profile, 'ETH', '1.25');
  const [token, ether] = ['25YARN', '1.25ETH'].map((text) =>
    bridgePage.moving(page).filter({ hasText: text }),
  );
  if (!token || !ether) return;
  for (const card of [token, ether]) {
    await expect(card).toHaveAttribute('data-state', 'claimable', { timeout: 60_000 });
  }

  await test.step('a stranger pays for the claim of the token', async () => {
    const id = await token.getAttribute('data-transfer');
    const index = BigInt(id?.replace('withdrawal-', '') ?? 0);
    const call = await page.evaluate(async (asked) => {
      const { weft } = window as unknown as WeftWindow;
      return (await weft.claimCalls([asked])).calls[0];
    }, index);
    if (!call) throw new RangeError('the node knows how to claim it');
    await createWalletClient({ transport }).sendTransaction({
      ...{ account: STRANGER, to: call.to, data: call.data, chain: null },
    });
    const row = bridgePage.done(page).getByRole('row').filter({ hasText: '25YARN' });
    await expect(row).toContainText('claimed', { timeout: 30_000 });
    expect(await yarn()).toBe(before + parseEther('25'));
    expect(wallet.questionCount()).toBe(0);
  });

  await test.step('two tabs claim the ether', async () => {
    const other = await context.newPage();
    await other.goto(network.siteUrl + links.bridge);
    await formIsReady(other);
    const held = await ethereum.getBalance({ address: owner });
    const claimOf = (tab: typeof page) =>
      bridgePage
        .moving(tab)
        .filter({ hasText: '1.25ETH' })
        .getByRole('button', { name: /^Claim/ });
    await claimOf(page).click();
    await wallet.question();
    await claimOf(other).click();
    await expect.poll(() => wallet.questionCount()).toBe(2);
    await wallet.approve('Confirm');
    await expect.poll(() => ethereum.getBalance({ address: owner })).toBeGreaterThan(held);
    await wallet.approve('Confirm');
    for (const tab of [page, other]) {
      const row = bridgePage.done(tab).getByRole('row').filter({ hasText: '1.25ETH' });
      await expect(row).toContainText('claimed', { timeout: 30_000 });
      await expect(tab.getByRole('status').filter({ hasText: 'Waits' })).toHaveCount(0);
      await expect(tab.locator('[data-error-code]')).toHaveCount(0);
    }
    const gained = (await ethereum.getBalance({ address: owner })) - held;
    expect(gained, 'once, without the fees').toBeLessThan(parseEther('1.25'));
    expect(gained).toBeGreaterThan(parseEther('1.24'));
  });
});

test('without ether on Ethereum the claim waits, and works once some is there', {
  tag: '@long',
}, async ({ network, openProfile }) => {
  test.setTimeout(180_000);
  const profile = await openProfile();
  const { page, wallet } = profile;
  const { address } = testAccount(4);
  const ethereum = createTestClient({ mode: 'anvil', transport: http(network.ethereumUrl) });
  await wallet.selectAccount(5);
  await ethereum.setBalance({ address, value: 0n });
  await openBridge(profile, network.siteUrl);
  await bridgePage.flip(page).click();
  await fillAmount(page, 'ETH', '1.5');
  await expect(bridgePage.form(page)).toContainText('Too little ETH on Ethereum');
  await takeOut(profile, 'ETH', '1.5');
  const card = bridgePage.moving(page).filter({ hasText: '1.5ETH' });
  await expect(card).toHaveAttribute('data-state', 'claimable', { timeout: 60_000 });
  const moving = page.getByRole('region', { name: 'On the way' });
  await expect(moving).toContainText('Too little ETH on Ethereum');

  const claim = card.getByRole('button', { name: /^Claim/ });
  await claim.click();
  await expect(page.locator('[data-error-code="ethereum/insufficient-funds"]')).toBeVisible();
  expect(wallet.questionCount()).toBe(0);
  await inspect(page, 'claims-poor');
  await ethereum.setBalance({ address, value: parseEther('1') });
  await expect(moving).not.toContainText('Too little ETH on Ethereum for the claim');
  await claim.click();
  await wallet.approve('Confirm');
  const row = bridgePage.done(page).getByRole('row').filter({ hasText: '1.5ETH' });
  await expect(row).toContainText('claimed', { timeout: 30_000 });
});

async function takeOut({ page, wallet }: Profile, symbol: string, amount: string): Promise<void> {
  await fillAmount(page, symbol, amount);
  await bridgePage.submit(page).click();
  await wallet.approve('Confirm');
  await expect(bridgePage.amount(page)).toHaveValue('');
}
