import type { Browser, Page } from '@playwright/test';
import { type Chain, createChain } from '../../lib/chain/chain.ts';
import { registerAction } from '../../lib/client/actions/stake-actions.ts';
import { assert } from '../../lib/core/assert.ts';
import { hexFromBytes } from '../../lib/core/bytes.ts';
import { modules } from '../../lib/modules/index.ts';
import { installKeccakWasm } from '../../lib/platform/signatures/keccak-wasm.ts';
import { statusOf, type WeftWindow } from '../e2e/support/node-page.ts';
import { testAccount } from '../e2e/support/test-accounts.ts';
import { startLocalSystem } from './support/local-system.ts';
import { type Measurement, report } from './support/report.ts';
import { sendAndWait } from './support/send-and-wait.ts';
import { median, percentile } from './support/statistics.ts';
import { launchChromium, untilJoined } from './support/tab.ts';
import { addressAt, createSender, type Sender } from './support/transfers.ts';

// Four tabs register and hold the quorum. How long a transfer takes that one of them sends: beside
// the validators that began the chain, and when every other process is gone and forgotten.

const TABS = 4;
const TRANSFERS = 40;
const PAUSE_MS = 1_000;
const MIN_BLOCK_MS = 500;
const EPOCH_MS = 30_000;
const BOND_WEI = 300n * 10n ** 18n;
const FEE_PERCENT = 10;

interface Validator {
  page: Page;
  sender: Sender;
}

await installKeccakWasm();
const system = await startLocalSystem({ minBlockMs: MIN_BLOCK_MS, epochMs: EPOCH_MS });
const browser = await launchChromium();
const chain = createChain(system.file.genesis, modules);
const tabs: Validator[] = [];
for (let index = 0; index < TABS; index++) {
  tabs.push(await openTab(browser, chain, system.siteUrl, index));
}
for (const tab of tabs) await register(tab);
await sendUntil(async () => (await committeeSize()) === TABS + system.file.seeds.length);
const beside = await measure();
await system.stop();
await sendUntil(async () => (await committeeSize()) === TABS);
const alone = await measure();
await browser.close();
report([
  ...rowsOf('four tabs alone', alone, { limit: 600, direction: 'at most' }),
  ...rowsOf('four tabs and the four that began the chain', beside),
]);

interface Times {
  submittedMs: number[];
  /** Per tab: first sight of a proposal to its block being final. */
  agreedMs: number[];
}

function rowsOf(
  who: string,
  { submittedMs, agreedMs }: Times,
  target?: Measurement['target'],
): Measurement[] {
  return [
    {
      what: `${who}: submit to final, median`,
      measured: median(submittedMs),
      unit: 'ms',
      ...(target && { target }),
      ratio: { value: median(submittedMs) / MIN_BLOCK_MS, of: 'least block time' },
    },
    { what: `${who}: p95`, measured: percentile(submittedMs, 0.95), unit: 'ms' },
    { what: `${who}: proposal seen to final, median`, measured: median(agreedMs), unit: 'ms' },
  ];
}

/** A browser profile of its own, so that each tab runs a node. */
async function openTab(
  chromium: Browser,
  ofChain: Chain,
  siteUrl: string,
  index: number,
): Promise<Validator> {
  const page = await (await chromium.newContext()).newPage();
  await page.goto(`${siteUrl}/`);
  await untilJoined(page, 0n);
  const secret = testAccount(index).getHdKey().privateKey;
  assert(secret, 'the account has its key');
  return { page, sender: createSender(ofChain, secret) };
}

async function register({ page, sender }: Validator): Promise<void> {
  const facts = await page.evaluate((account) => {
    const { weft } = window as unknown as WeftWindow;
    return weft.createValidator(account);
  }, sender.account);
  const action = registerAction(facts, FEE_PERCENT, BOND_WEI);
  await sendAndWait(page, hexFromBytes(sender.act(action, Date.now()).bytes));
}

/** Without a pause: a quiet chain is slow to end an epoch, and jails nobody. */
async function sendUntil(isReached: () => Promise<boolean>): Promise<void> {
  const endMs = Date.now() + 10 * EPOCH_MS;
  for (let sent = 0; !(await isReached()); sent++) {
    assert(Date.now() < endMs, 'the committee changes at a boundary');
    await send(tabs[sent % TABS] as Validator, sent);
  }
}

async function measure(): Promise<Times> {
  const heights = await Promise.all(tabs.map(({ page }) => statusOf(page)));
  const submittedMs: number[] = [];
  for (let sent = 0; sent < TRANSFERS; sent++) {
    submittedMs.push(await send(tabs[sent % TABS] as Validator, sent));
    await tabs[0]?.page.waitForTimeout(PAUSE_MS);
  }
  const statuses = await Promise.all(tabs.map(({ page }) => statusOf(page)));
  const agreedMs = statuses.flatMap(({ finalityHistoryMs, finalizedHeight }, index) => {
    const made = Number(finalizedHeight - (heights[index]?.finalizedHeight ?? 0n));
    return finalityHistoryMs.slice(-made);
  });
  return { submittedMs, agreedMs };
}

function send({ page, sender }: Validator, index: number): Promise<number> {
  const { bytes } = sender.transfer(addressAt(index), Date.now());
  return sendAndWait(page, hexFromBytes(bytes));
}

async function committeeSize(): Promise<number> {
  const page = tabs[0]?.page;
  return page
    ? page.evaluate(async () => {
        const { weft } = window as unknown as WeftWindow;
        const { epoch } = await weft.status();
        return (await weft.committee(epoch))?.members.length ?? 0;
      })
    : 0;
}
