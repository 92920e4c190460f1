import { expect, type Page } from '@playwright/test';
import { links } from '../../lib/ui/links.ts';
import { test } from './support/fixtures.ts';
import { openNode, type WeftWindow } from './support/node-page.ts';
import { sendSigned } from './support/send-signed.ts';
import { testAccount } from './support/test-accounts.ts';

const SENDER = testAccount(4);
const transfer = { from: SENDER, to: testAccount(6).address, amountWei: 7n * 10n ** 17n };

test('a new block appears by itself and leads to its certificate', async ({
  network,
  openProfile,
}) => {
  const { page } = await openProfile({ wallet: false });
  await openNode(page, `${network.siteUrl}${links.explorer}`);
  const { height } = await sendSigned(page, transfer);
  await page
    .getByRole('main')
    .getByRole('link', { name: `${height}`, exact: true })
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(`block=${height}`));

  const block = await page.evaluate(
    (wanted) => (window as unknown as WeftWindow).weft.block(wanted),
    height,
  );
  expect(block).not.toBeNull();
  const signed = block?.certificate.signers.length;
  await expect(
    page
      .getByRole('img', { name: `${signed} of ${network.seeds.length} validators signed` })
      .first(),
  ).toBeVisible();
  await expect(page.getByTitle(block?.hash ?? '').first()).toBeVisible();
  await expect(page.getByTitle(String(block?.header.stateRoot)).first()).toBeVisible();
});

test('a transaction is a sentence with its end, its fee and its events', async ({
  network,
  openProfile,
}) => {
  const { page } = await openProfile({ wallet: false });
  await openNode(page, `${network.siteUrl}${links.explorer}`);
  const { hash, height } = await sendSigned(page, transfer);
  await page.goto(network.siteUrl + links.transaction(hash));
  const main = page.getByRole('main');
  await expect(main).toContainText('0.7');
  await expect(main).toContainText('final');
  await expect(main.getByRole('link', { name: `${height}` }).first()).toBeVisible();
  await main.getByTitle(SENDER.address.toLowerCase()).first().click();
  await expect(page).toHaveURL(new RegExp(`account=${SENDER.address}`, 'i'));
  await expect(main).toContainText('0.7');
});

test('search finds heights, hashes and addresses, and says when there is nothing', async ({
  network,
  openProfile,
}) => {
  const { page } = await openProfile({ wallet: false });
  await openNode(page, `${network.siteUrl}${links.explorer}`);
  const { hash, height } = await sendSigned(page, transfer);
  await search(page, `${height}`);
  await expect(page).toHaveURL(new RegExp(`block=${height}`));
  await search(page, hash);
  await expect(page).toHaveURL(new RegExp(`tx=${hash}`));
  await search(page, SENDER.address);
  await expect(page).toHaveURL(new RegExp(`account=${SENDER.address}`, 'i'));
  const unknown = `0x${'ab'.repeat(32)}`;
  await search(page, unknown);
  await expect(page.getByRole('main')).toContainText(/no block|not found|nothing/i);
});

/** The slash key leads to the search field from anywhere on the page. */
async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('main').click({ position: { x: 2, y: 2 } });
  await page.keyboard.press('/');
  const field = page.getByRole('search').getByRole('textbox');
  await expect(field).toBeFocused();
  await field.fill(text);
  await page.keyboard.press('Enter');
}
