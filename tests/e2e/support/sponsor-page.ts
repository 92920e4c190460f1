import { expect, type Locator, type Page } from '@playwright/test';
import type { GrantView } from '../../../lib/client/sponsor/views.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { sponsorMessages } from '../../../lib/ui/sponsor-messages.ts';
import type { Profile } from './launch-profile.ts';
import type { WeftWindow } from './node-page.ts';
import { confirmAction } from './stake-page.ts';
import { connectWallet, openWalletPage, switchNetwork, walletPage } from './wallet-page.ts';

const { own, free, invite, invitation } = sponsorMessages;

/** What a person finds about sponsors on the wallet page. */
export const sponsorPage = {
  free: (page: Page): Locator => page.getByRole('region', { name: free.title, exact: true }),
  ask: (page: Page): Locator => page.locator('[data-free="qa"]'),
  sponsor: (page: Page, opener: string): Locator =>
    page
      .locator('[data-sponsor]')
      .filter({ has: page.locator(`[title="${opener.toLowerCase()}"]`) }),
  own: (page: Page): Locator => page.getByRole('region', { name: own.title, exact: true }),
  ownGrant: (page: Page): Locator => page.locator('[data-own-grant]'),
  /** One of the buttons of the only grant. */
  button: (page: Page, name: string): Locator =>
    sponsorPage.ownGrant(page).getByRole('button', { name, exact: true }),
  dialog: (page: Page): Locator => page.getByRole('dialog'),
  field: (page: Page, name: string): Locator =>
    sponsorPage.dialog(page).getByRole('textbox', { name }),
  join: (page: Page): Locator => page.getByRole('button', { name: invitation.submit }),
};

/** Opens the page with an account of the wallet, on the network that signatures must name. */
export async function openAs(profile: Profile, siteUrl: string, number: number): Promise<void> {
  const { page, wallet } = profile;
  await openWalletPage(profile, siteUrl);
  await wallet.selectAccount(number);
  await connectWallet(profile);
  if (await walletPage.switchNetwork(page).isVisible()) await switchNetwork(profile);
  await expect(sponsorPage.free(page)).toBeVisible();
}

/** Signs what the open dialog asks for, waits until it is final, and closes the dialog. */
export async function finishDialog(
  profile: Profile,
  submit: string | RegExp,
  primaryType: string,
): Promise<void> {
  const dialog = sponsorPage.dialog(profile.page);
  await dialog.getByRole('button', { name: submit }).click();
  await confirmAction(profile, primaryType);
  const close = dialog.getByRole('button', { name: messages.close }).last();
  await expect(dialog.getByText('Done. It is final.')).toBeVisible();
  await close.click();
  await expect(dialog).toBeHidden();
}

/** Has an account invited from the page of its sponsor; the result is the link. */
export async function inviteFromPage(profile: Profile, account: string): Promise<string> {
  const { page, wallet } = profile;
  await sponsorPage.button(page, own.invite).click();
  await sponsorPage.field(page, invite.account).fill(account);
  await sponsorPage.dialog(page).getByRole('button', { name: invite.submit }).click();
  const question = await wallet.question();
  await expect(question.getByText(new RegExp(account, 'i'))).toBeVisible();
  await wallet.approve('Confirm');
  return sponsorPage.field(page, invite.link).inputValue();
}

export function grantsOf(page: Page): Promise<GrantView[]> {
  return page.evaluate(async () => {
    const { weft } = window as unknown as WeftWindow;
    return (await weft.query('sponsor', 'grants', {})).value as GrantView[];
  });
}
