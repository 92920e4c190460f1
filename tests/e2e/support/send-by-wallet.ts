import { expect } from '@playwright/test';
import type { Profile } from './launch-profile.ts';
import { accountOf, type WeftWindow } from './node-page.ts';
import { answerBeside } from './wallet-control.ts';
import {
  connectWallet,
  fillTransfer,
  goToWallet,
  switchNetwork,
  walletPage,
} from './wallet-page.ts';

/**
 * Sends coins as a person does, from whatever page of the site is open: link to the wallet page,
 * form, popup. The node of the tab runs on meanwhile. Returns once the transfer is final in the
 * sender's tab.
 */
export async function sendByWallet(
  profile: Profile,
  to: string,
  amount: string,
): Promise<{ hash: string; height: bigint }> {
  const { page, wallet } = profile;
  const before = await accountOf(page, to);
  await goToWallet(page);
  if (await walletPage.connect(page).isVisible()) await connectWallet(profile);
  await expect(walletPage.sendOrSwitch(page)).toBeEnabled();
  if (await walletPage.switchNetwork(page).isVisible()) await switchNetwork(profile);
  await fillTransfer(page, to, amount);
  await walletPage.send(page).click();
  const question = await wallet.question();
  await expect(answerBeside(question, 'Method')).toHaveText('eth_signTypedData_v4');
  await expect(question.getByText(to, { exact: false }).first()).toBeVisible();
  await wallet.approve('Confirm');

  await expect
    .poll(async () => (await accountOf(page, to)).balanceWei, { timeout: 30_000 })
    .toBeGreaterThan(before.balanceWei);
  return page.evaluate(async (address) => {
    const { weft } = window as unknown as WeftWindow;
    const { activity } = await weft.account(address);
    return { hash: activity[0]?.hash ?? '', height: activity[0]?.height ?? 0n };
  }, to.toLowerCase() as `0x${string}`);
}
