import { expect, type Locator, type Page } from '@playwright/test';
import { links } from '../../../lib/ui/links.ts';
import type { Profile } from './launch-profile.ts';
import { openNode } from './node-page.ts';
import { switchNetwork, walletPage } from './wallet-page.ts';

/** What a person finds on the bridge page, by the words it shows. */
export const bridgePage = {
  form: (page: Page): Locator => page.getByRole('region', { name: 'New transfer' }),
  amount: (page: Page): Locator => page.getByRole('textbox', { name: /^(Amount in|Numbers of)/ }),
  asset: (page: Page): Locator => page.getByRole('combobox', { name: 'Asset' }),
  flip: (page: Page): Locator => page.getByRole('button', { name: 'Swap the direction' }),
  lane: (page: Page, name: string): Locator => page.getByRole('radio', { name }),
  /** The one button of the form. */
  submit: (page: Page): Locator =>
    bridgePage
      .form(page)
      .getByRole('button', { name: /^(Approve|Deposit|Take out|Waits|Sending)/ }),
  /** The one button once it is done. */
  next: (page: Page): Locator =>
    bridgePage.form(page).getByRole('button', { name: 'New transfer' }),
  step: (page: Page, name: string): Locator => page.locator(`[data-step="${name}"]`),
  /** Transfers that have not ended. */
  moving: (page: Page): Locator => page.locator('[data-transfer]'),
  /** Transactions of this browser that neither chain shows. */
  sent: (page: Page, what: string): Locator => page.locator(`[data-sent="${what}"]`),
  done: (page: Page): Locator => page.getByRole('region', { name: 'Finished transfers' }),
};

/** Opens the page with a wallet that is connected and on the right network. */
export async function openBridge(profile: Profile, siteUrl: string): Promise<void> {
  const { page, wallet } = profile;
  await openNode(page, siteUrl + links.bridge);
  await walletPage.connect(page).click();
  await walletPage.walletChoice(page).click();
  await wallet.approve('Connect');
  await expect(walletPage.switchNetwork(page)).toBeVisible();
  await switchNetwork(profile);
  await formIsReady(page);
}

/** Follows the site's own link, so that the page and its node stay. */
export async function goToBridge(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Bridge' }).first().click();
  await expect(page).toHaveURL(/\/bridge\/?$/);
  await formIsReady(page);
}

/** Both chains were read. */
export async function formIsReady(page: Page): Promise<void> {
  await expect(bridgePage.submit(page)).toBeEnabled();
}

export async function fillAmount(page: Page, symbol: string, text: string): Promise<void> {
  await bridgePage.asset(page).selectOption({ label: symbol });
  await bridgePage.amount(page).fill(text);
}
