import { cp } from 'node:fs/promises';
import { expect, type Page, type TestInfo } from '@playwright/test';
import { messages } from '../../lib/ui/messages.ts';
import { stakeMessages } from '../../lib/ui/stake-messages.ts';
import { beginEpoch } from './support/begin-epoch.ts';
import { test } from './support/fixtures.ts';
import type { Profile } from './support/launch-profile.ts';
import { type Network, startNetwork } from './support/network.ts';
import { expectSameState, openNode, statusOf, waitForPhase } from './support/node-page.ts';
import { expectProblem } from './support/problem.ts';
import type { Seed } from './support/seed.ts';
import { sendSigned } from './support/send-signed.ts';
import {
  confirmAction,
  membersOf,
  openStakePage,
  registerFromPage,
  stakePage,
  waitForSituation,
} from './support/stake-page.ts';
import { deleteDatabases } from './support/storage-faults.ts';
import { crash, expectStandstill, freeze } from './support/tab-faults.ts';
import { testAccount } from './support/test-accounts.ts';
import { startWireTap, type WireTap } from './support/wire-tap.ts';
import type { WireVote } from './support/wire-votes.ts';

// What happens to tabs happens to one that validates, while others watch what it says.

const EPOCH_MS = 15_000;
/** With 40 of 140 no quorum needs the tab, until the seed of 30 is away as well. */
const BOND = '40';
const LARGEST_SEED = 'heddle';
/** Within this a waiting transaction is final, whenever a quorum is awake. */
const GROWS_MS = 30_000;
const RETURNS_MS = 60_000;
const FREEZE_MS = 10_000;
const STANDSTILL_MS = 3_000;
const NOTICED_MS = 20_000;
const { silentTitle } = stakeMessages.validate.voting;
const transfer = { from: testAccount(5), to: testAccount(6).address, amountWei: 1n };

/** A network with a tab that votes, somebody who sends, and somebody who listens. */
interface Scene {
  network: Network;
  tap: WireTap;
  tab: Profile;
  witness: Page;
  stakeUrl: string;
  measured(what: string, ms: number): void;
}

type OpenProfile = (options: {
  name: string;
  folder?: string;
  wallet?: boolean;
  maySleep?: boolean;
}) => Promise<Profile>;

test(
  'whatever happens to a tab that the quorum needs, the chain goes on when it is back',
  {
    tag: '@long',
  },
  async ({ openProfile }, info) => {
    test.setTimeout(480_000);
    const scene = await setScene(openProfile, info);
    const { tab, witness, stakeUrl, tap } = scene;
    const seed = largestSeed(scene);
    seed.freeze();
    try {
      await sendSigned(witness, transfer);
      let page = tab.page;
      await test.step('its renderer dies', async () => {
        await away(scene, {
          begin: () => crash(page),
          async end() {
            page = await tab.context.newPage();
            await openNode(page, stakeUrl);
          },
        });
      });
      await tab.close();
      const sleeper = await openProfile({ name: 'ada', maySleep: true });
      page = sleeper.page;
      await openNode(page, stakeUrl);
      await test.step('it is frozen and thawed', async () => {
        let thaw = async (): Promise<void> => {};
        await away(scene, {
          async begin() {
            thaw = await freeze(page);
          },
          forMs: FREEZE_MS,
          end: () => thaw(),
        });
      });
      await test.step('it is open twice, and the first one is closed', async () => {
        const second = await sleeper.context.newPage();
        const { peerId } = await openNode(second, stakeUrl);
        expect(peerId).toBe((await statusOf(page)).peerId);
        expect(second.workers().length, 'one node').toBe(0);
        const beforeMs = Date.now();
        await sendWithin(scene, GROWS_MS);
        await page.close();
        page = second;
        await sendWithin(scene, GROWS_MS);
        expect(tap.votesBy(peerId, beforeMs).length).toBeGreaterThan(0);
      });
      await test.step('its browser is killed', async () => {
        await away(scene, {
          begin: () => sleeper.kill(),
          async end() {
            const again = await openProfile({ name: 'ada' });
            page = again.page;
            await openNode(page, stakeUrl);
          },
        });
      });
      await expectSameState([witness, page]);
      tap.expectHonest();
    } finally {
      seed.thaw();
      await clear(scene);
    }
  },
);

test(
  'a key whose journal is gone or used elsewhere never votes again',
  { tag: '@long' },
  async ({ openProfile }, info) => {
    test.setTimeout(480_000);
    const scene = await setScene(openProfile, info);
    const { tab, witness, tap, stakeUrl } = scene;
    try {
      await tab.close();
      const copyFolder = info.outputPath('copy');
      await cp(info.outputPath('ada'), copyFolder, { recursive: true });
      const again = await openProfile({ name: 'ada' });
      // Every certificate needs the tab then, so that blocks tell of its votes for certain.
      const seed = largestSeed(scene);
      seed.freeze();
      await test.step('a copy of the profile finds that its key is in use', async () => {
        await openNode(again.page, stakeUrl);
        await expectVotes(scene, again.page);
        const copy = await openProfile({ name: 'copy', folder: copyFolder });
        await openNode(copy.page, stakeUrl);
        await waitForSituation(copy.page, 'dead', RETURNS_MS);
        await expect(stakePage.validate(copy.page)).toContainText(stakeMessages.validate.key.dead);
        await expectVotes(scene, again.page);
        await copy.close();
        seed.thaw();
        await expectVotes(scene, again.page);
        tap.expectHonest();
      });
      await test.step('its database is deleted', async () => {
        const old = await wordsOf(scene, again.page);
        await deleteDatabases(again.page);
        await expectProblem(again.page, 'storage/gone');
        await expect(stakePage.validate(again.page)).toContainText(silentTitle);
        await again.page.reload();
        await waitForPhase(again.page, 'live');
        await waitForSituation(again.page, 'missing');
        await expect(stakePage.validate(again.page)).toContainText(stakeMessages.validate.key.safe);
        await beginEpoch(witness);
        await again.page.getByRole('button', { name: stakeMessages.validate.key.replace }).click();
        await confirmAction(again, 'StakingReplaceKeys');
        await waitForSituation(again.page, /^(replacing|voting)$/, RETURNS_MS);
        await beginEpoch(witness);
        const { epoch } = await statusOf(witness);
        await leaveJail(again, witness);
        await expectVotes(scene, again.page);
        const { validator } = await statusOf(again.page);
        expect(validator?.blsKey).not.toBe(old.blsKey);
        // A new key that was in jail first votes later than the old one had to stop.
        for (const end of [epoch, validator?.sinceEpoch ?? epoch]) {
          expect(await old.since(end), 'what the old key said later').toEqual([]);
        }
      });
      await expectSameState([witness, again.page]);
      tap.expectHonest();
    } finally {
      await clear(scene);
    }
  },
);

test(
  'a validator that reaches no relay says so, and votes when one answers',
  { tag: '@long' },
  async ({ openProfile }, info) => {
    test.setTimeout(300_000);
    const scene = await setScene(openProfile, info);
    const { network, tab, tap } = scene;
    try {
      for (const seed of network.seeds) seed.freeze();
      await tab.page.reload();
      await waitForPhase(tab.page, 'alone');
      await expect(tab.page.locator('[data-strip="state"]')).toHaveText('Alone');
      await expect(stakePage.validate(tab.page)).toContainText(
        stakeMessages.validate.voting.silent.alone,
      );
      for (const seed of network.seeds) seed.thaw();
      const thawedMs = Date.now();
      await waitForPhase(tab.page, 'live', RETURNS_MS);
      scene.measured('a relay answers to live', Date.now() - thawedMs);
      await expectVotes(scene, tab.page);
      tap.expectHonest();
    } finally {
      for (const seed of network.seeds) seed.thaw();
      await clear(scene);
    }
  },
);

async function setScene(openProfile: OpenProfile, info: TestInfo): Promise<Scene> {
  const folder = info.outputPath('network');
  const network = await startNetwork(folder, { epochMs: EPOCH_MS });
  const tap = await startWireTap(folder, info.outputPath('wire.jsonl'));
  const { page: witness } = await openProfile({ name: 'witness', wallet: false });
  await openNode(witness, network.siteUrl);
  const tab = await openProfile({ name: 'ada' });
  await openStakePage(tab, network.siteUrl);
  await registerFromPage(tab, BOND);
  const bondedMs = Date.now();
  await beginEpoch(witness);
  await waitForSituation(tab.page, 'voting');
  const scene: Scene = {
    ...{ network, tap, tab, witness },
    stakeUrl: `${network.siteUrl}/stake/`,
    measured: (what, ms) => {
      info.annotations.push({ type: 'measured', description: `${what}: ${ms} ms` });
    },
  };
  await expectVotes(scene, tab.page);
  scene.measured('bond to first vote', Date.now() - bondedMs);
  return scene;
}

async function clear({ tap, network }: Scene): Promise<void> {
  await tap.stop();
  await network.stop();
}

function largestSeed({ network }: Scene): Seed {
  const seed = network.seeds.find(({ name }) => name === LARGEST_SEED);
  if (!seed) throw new RangeError(`no seed ${LARGEST_SEED}`);
  return seed;
}

/** While the tab is away nothing is final; what was sent meanwhile is, soon after it is back. */
async function away(
  { witness, measured }: Scene,
  absence: { begin(): Promise<void>; forMs?: number; end(): Promise<void> },
): Promise<void> {
  await absence.begin();
  const sent = sendSigned(witness, transfer);
  await expectStandstill(witness, absence.forMs ?? STANDSTILL_MS);
  const notice = witness.getByText(messages.node.stands);
  await expect(notice, 'the page says why nothing is final').toBeVisible({ timeout: NOTICED_MS });
  const endedMs = Date.now();
  await absence.end();
  const backMs = Date.now();
  await sent;
  await expect(notice).toBeHidden();
  measured('end of absence to back', backMs - endedMs);
  measured('back to next final block', Date.now() - backMs);
  expect(backMs - endedMs).toBeLessThan(RETURNS_MS);
  expect(Date.now() - backMs).toBeLessThan(GROWS_MS);
}

/** Whose key was gone for an epoch missed its turns: if they were many, it is in jail. */
async function leaveJail(profile: Profile, witness: Page): Promise<void> {
  const { page } = profile;
  await waitForSituation(page, /^(voting|jailed)$/);
  const unjail = page.getByRole('button', { name: stakeMessages.validate.jail.unjail });
  if (!(await unjail.isVisible())) return;
  while (await unjail.isDisabled()) await beginEpoch(witness);
  await unjail.click();
  await confirmAction(profile, 'StakingUnjail');
  await waitForSituation(page, /^(waiting|voting)$/);
  await beginEpoch(witness);
  await waitForSituation(page, 'voting');
}

async function sendWithin({ witness }: Scene, mostMs: number): Promise<void> {
  const { sentMs } = await sendSigned(witness, transfer);
  expect(sentMs).toBeLessThan(mostMs);
}

/** The tab takes part in what becomes final from now on, as others hear it. */
async function expectVotes(scene: Scene, page: Page): Promise<void> {
  const sinceMs = Date.now();
  const { peerId } = await statusOf(page);
  while (scene.tap.votesBy(peerId, sinceMs).length === 0) {
    expect(Date.now() - sinceMs, 'the tab votes').toBeLessThan(RETURNS_MS);
    await sendWithin(scene, GROWS_MS);
  }
}

/** The key of the tab now, and what is heard of it from here up to the epoch of another one. */
async function wordsOf({ tap, witness }: Scene, page: Page) {
  const { validator, epoch } = await statusOf(page);
  const lastView = validator?.lastVotedView ?? 0n;
  return {
    blsKey: validator?.blsKey,
    async since(nextEpoch: bigint): Promise<WireVote[]> {
      const later = tap
        .votes()
        .filter((vote) => vote.epoch < nextEpoch)
        .filter((vote) => vote.epoch > epoch || (vote.epoch === epoch && vote.view > lastView));
      // Who is jailed leaves the committee, and then its index is another's.
      const signers = new Map<bigint, number>();
      for (const votedIn of new Set(later.map((vote) => vote.epoch))) {
        const members = await membersOf(witness, votedIn);
        signers.set(
          votedIn,
          members.findIndex(({ account }) => account === validator?.account),
        );
      }
      return later.filter((vote) => vote.signer === signers.get(vote.epoch));
    },
  };
}
