import { expect, type Locator, type Page } from '@playwright/test';
import type { Profile } from './launch-profile.ts';
import { openNode } from './node-page.ts';

/** What a person finds on the wallet page, by the words it shows. */
export const walletPage = {
  connect: (page: Page): Locator =>
    page
      .getByRole('main')
      .getByRole('button', { name: /^Connect/ })
      .first(),
  walletChoice: (page: Page): Locator =>
    page.getByRole('dialog').getByRole('button', { name: /MetaMask/ }),
  switchNetwork: (page: Page): Locator => page.getByRole('button', { name: /^Switch to/ }).first(),
  recipient: (page: Page): Locator => page.getByRole('textbox', { name: 'To', exact: true }),
  amount: (page: Page): Locator => page.getByRole('textbox', { name: /^Amount/ }),
  send: (page: Page): Locator =>
    page.getByRole('region', { name: 'Send', exact: true }).getByRole('button', { name: /^Send/ }),
  /** One of the two is there once the page knows the wallet's network. */
  sendOrSwitch: (page: Page): Locator =>
    walletPage.send(page).or(walletPage.switchNetwork(page)).first(),
  activity: (page: Page): Locator => page.getByRole('region', { name: 'Activity' }),
};

export async function openWalletPage({ page }: Profile, siteUrl: string): Promise<void> {
  await openNode(page, `${siteUrl}/wallet/`);
}

/** Follows the site's own link, so that the page and its node stay. */
export async function goToWallet(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Wallet' }).first().click();
  await expect(page).toHaveURL(/\/wallet\/?$/);
  await expect(page.getByRole('heading', { name: 'Wallet', exact: true })).toBeVisible();
}

/** Connects and leaves the wallet on whatever chain it is on. */
export async function connectWallet({ page, wallet }: Profile): Promise<void> {
  await walletPage.connect(page).click();
  await walletPage.walletChoice(page).click();
  await wallet.approve('Connect');
  await expect(walletPage.sendOrSwitch(page)).toBeEnabled();
}

/** Goes to the chain the site asks for; the first time the wallet has to learn it. */
export async function switchNetwork({ page, wallet }: Profile): Promise<void> {
  await walletPage.switchNetwork(page).click();
  await wallet.approve('Approve');
  await expect(walletPage.switchNetwork(page)).toBeHidden();
}

export async function fillTransfer(page: Page, to: string, amount: string): Promise<void> {
  await walletPage.recipient(page).fill(to);
  await walletPage.amount(page).fill(amount);
}
